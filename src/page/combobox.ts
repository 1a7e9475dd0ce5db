import { fold } from '../core/category.ts';
import { element } from './element.ts';

const MOST_SHOWN = 100;

/** A text field with a list of suggestions. */
export interface Combobox {
  input: HTMLInputElement;
  element: HTMLElement;
}

/**
 * A text field that suggests options while one types, wherever the text occurs in them, marks and case aside. Follows
 * the pattern “editable combobox with list autocomplete” of the ARIA Authoring Practices: arrows move, Enter takes,
 * Escape closes. Only `change` bubbles, once the
 * visitor is done. Text that matches nothing stays, so that the service can say what it thinks of it.
 */
export function combobox(id: string, options: readonly string[], noMatches: string): Combobox {
  const list = element('ul', { id: `${id}-list`, role: 'listbox', hidden: true, 'aria-label': id });
  const input = element('input', {
    id,
    type: 'text',
    role: 'combobox',
    autocomplete: 'off',
    spellcheck: 'false',
    'aria-autocomplete': 'list',
    'aria-expanded': 'false',
    'aria-controls': list.id,
  });
  let active = -1;

  function open(filter: string): void {
    const wanted = fold(filter);
    const shown = options.filter((option) => fold(option).includes(wanted)).slice(0, MOST_SHOWN);
    list.replaceChildren(
      ...shown.map((option, k) =>
        element('li', { id: `${id}-${k}`, role: 'option', 'aria-selected': 'false' }, option),
      ),
    );
    if (shown.length === 0) {
      list.append(element('li', { role: 'option', 'aria-disabled': 'true', 'aria-selected': 'false' }, noMatches));
    }
    list.hidden = false;
    input.setAttribute('aria-expanded', 'true');
    activate(-1);
  }

  function close(): void {
    list.hidden = true;
    input.setAttribute('aria-expanded', 'false');
    activate(-1);
  }

  function activate(position: number): void {
    list.children[active]?.setAttribute('aria-selected', 'false');
    active = position;
    const option = list.children[active];
    option?.setAttribute('aria-selected', 'true');
    option?.scrollIntoView({ block: 'nearest' });
    if (option) input.setAttribute('aria-activedescendant', option.id);
    else input.removeAttribute('aria-activedescendant');
  }

  function take(option: Element | undefined): void {
    if (option === undefined || option.hasAttribute('aria-disabled')) return;
    input.value = option.textContent ?? '';
    close();
    input.dispatchEvent(new Event('change', { bubbles: true }));
  }

  function onKey(event: KeyboardEvent): void {
    const count = list.children.length;
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      event.preventDefault();
      if (list.hidden) open('');
      else
        activate(
          (active + (event.key === 'ArrowDown' ? 1 : count - 1) + (active < 0 && event.key === 'ArrowUp' ? 1 : 0)) %
            count,
        );
    } else if (event.key === 'Enter' && !list.hidden && active >= 0) {
      event.preventDefault();
      take(list.children[active]);
    } else if (event.key === 'Escape') close();
  }

  input.addEventListener('input', (event) => {
    event.stopPropagation();
    open(input.value);
  });
  input.addEventListener('click', () => (list.hidden ? open('') : close()));
  input.addEventListener('focus', () => input.select());
  input.addEventListener('blur', close);
  input.addEventListener('keydown', onKey);
  list.addEventListener('mousedown', (event) => {
    event.preventDefault();
    if (event.target instanceof Element) take(event.target.closest('[role=option]') ?? undefined);
  });
  return { input, element: element('div', { class: 'combobox' }, input, list) };
}
