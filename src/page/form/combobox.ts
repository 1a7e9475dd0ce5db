import { fold } from '../../core/category.ts';
import { element } from '../dom/element.ts';
import { placePopup } from '../dom/place-popup.ts';

const MOST_SHOWN = 100;

/** A text field with a list of suggestions. */
export interface Combobox {
  input: HTMLInputElement;
  element: HTMLElement;
}

/**
 * A text field that suggests the options that contain the text, ignoring case and accents. Follows the pattern “editable
 * combobox with list autocomplete” of the ARIA Authoring Practices: arrow keys move, Enter takes the active option or
 * the only match, Escape closes. Only `change` bubbles, once the visitor is done. Text that matches nothing stays, so
 * that the service can report it.
 */
export function combobox(id: string, label: string, options: readonly string[], noMatches: string): Combobox {
  const list = element('ul', { id: `${id}-list`, role: 'listbox', 'aria-label': label });
  const none = element('p', { role: 'status' });
  const popup = element('div', { class: 'popup', hidden: true }, list, none);
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
  let shown: HTMLLIElement[] = [];
  let active = -1;

  function open(filter: string): void {
    const wanted = fold(filter);
    const matching = options.filter((option) => fold(option).includes(wanted)).slice(0, MOST_SHOWN);
    shown = matching.map((option, k) => {
      return element('li', { id: `${id}-${k}`, role: 'option', 'aria-selected': `${option === input.value}` }, option);
    });
    list.replaceChildren(...shown);
    list.hidden = shown.length === 0;
    none.textContent = shown.length === 0 ? noMatches : '';
    popup.hidden = false;
    placePopup(popup, input);
    input.setAttribute('aria-expanded', String(shown.length > 0));
    activate(filter === '' ? matching.indexOf(input.value) : -1);
  }

  function close(): void {
    popup.hidden = true;
    input.setAttribute('aria-expanded', 'false');
    activate(-1);
  }

  function activate(position: number): void {
    shown[active]?.classList.remove('active');
    active = position;
    const option = shown[active];
    option?.classList.add('active');
    option?.scrollIntoView({ block: 'nearest' });
    if (option) input.setAttribute('aria-activedescendant', option.id);
    else input.removeAttribute('aria-activedescendant');
  }

  function take(option: HTMLElement): void {
    input.value = option.textContent;
    close();
    input.dispatchEvent(new Event('change', { bubbles: true }));
  }

  function move(step: 1 | -1): void {
    if (popup.hidden) open('');
    else if (active < 0) activate(step > 0 ? 0 : shown.length - 1);
    else activate((active + step + shown.length) % shown.length);
  }

  function onKey(event: KeyboardEvent): void {
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      event.preventDefault();
      move(event.key === 'ArrowDown' ? 1 : -1);
    } else if (event.key === 'Enter' && !popup.hidden) {
      const option = shown[active] ?? (shown.length === 1 ? shown[0] : undefined);
      if (option === undefined) close();
      else {
        event.preventDefault();
        take(option);
      }
    } else if (event.key === 'Escape') close();
  }

  input.addEventListener('input', (event) => {
    event.stopPropagation();
    open(input.value);
  });
  input.addEventListener('click', () => (popup.hidden ? open('') : close()));
  input.addEventListener('focus', () => input.select());
  input.addEventListener('blur', close);
  input.addEventListener('keydown', onKey);
  popup.addEventListener('mousedown', (event) => {
    event.preventDefault();
    const option = shown.find((option) => option === event.target);
    if (option) take(option);
  });
  return { input, element: element('div', { class: 'combobox' }, input, popup) };
}
