import type { Field } from '../core/artifact.ts';
import { combobox } from './combobox.ts';
import { element } from './element.ts';
import { type Language, message } from './messages.ts';
import type { Row } from './row.ts';
import type { Wording } from './words.ts';

/** Longer lists than this are searched rather than scrolled. */
const MOST_OPTIONS = 12;

/** A part of the form: it fills one field of the request, or several. */
export interface Control {
  fields: readonly string[];
  element: HTMLElement;
  /** What it says now: nothing for a field that is left empty. */
  read(): Row;
  /** Takes over those of the values that are its own. */
  write(values: Row): void;
  /** Shows what is wrong with it, or that nothing is. */
  showError(detail: string | undefined): void;
  focus(): void;
}

/** A control for one field: a list to choose from, a list to search, or a number. */
export function fieldControl(field: Field, wording: Wording, language: Language): Control {
  const { name } = field;
  const id = `field-${name}`;
  const input = field.type === 'category' ? categoryInput(id, field, wording, language) : numberInput(id, field);
  const frame = frameOf(id, wording.label(name), name, input.element, input.input);
  return {
    ...frame,
    fields: [name],
    read: () => input.read(),
    write: (values) => {
      const value = values[name];
      if (value !== undefined) input.write(value);
    },
  };
}

/** The label, the code and the place for an error around an input. */
export function frameOf(
  id: string,
  label: string,
  code: string,
  content: HTMLElement,
  input: HTMLElement,
): Pick<Control, 'element' | 'showError' | 'focus'> {
  const error = element('p', { id: `${id}-error`, class: 'error', lang: 'en' });
  const heading = element('div', { class: 'label' }, element('label', { for: id }, label));
  if (code !== label) heading.append(element('code', {}, code));
  return {
    element: element('div', { class: 'field' }, heading, content, error),
    focus: () => input.focus(),
    showError: (detail) => {
      error.textContent = detail ?? '';
      if (detail === undefined) {
        input.removeAttribute('aria-invalid');
        input.removeAttribute('aria-describedby');
      } else {
        input.setAttribute('aria-invalid', 'true');
        input.setAttribute('aria-describedby', error.id);
      }
    },
  };
}

interface Input {
  input: HTMLInputElement | HTMLSelectElement;
  element: HTMLElement;
  read(): Row;
  write(value: string | number): void;
}

function categoryInput(
  id: string,
  { name, vocabulary }: Extract<Field, { type: 'category' }>,
  wording: Wording,
  language: Language,
): Input {
  const words = new Map(vocabulary.map((category) => [category, wording.value(name, category)]));
  const categories = new Map([...words].map(([category, word]) => [word, category]));
  if (vocabulary.length <= MOST_OPTIONS) {
    const select = element('select', { id });
    for (const [category, word] of words) select.append(element('option', { value: category }, word));
    return {
      input: select,
      element: select,
      read: () => ({ [name]: select.value }),
      write: (value) => {
        select.value = String(value);
      },
    };
  }
  const box = combobox(id, [...words.values()], message(language, 'noMatches'));
  return {
    ...box,
    read: (): Row => (box.input.value === '' ? {} : { [name]: categories.get(box.input.value) ?? box.input.value }),
    write: (value) => {
      box.input.value = words.get(String(value)) ?? String(value);
    },
  };
}

function numberInput(id: string, { name, type, minimum, maximum }: Exclude<Field, { type: 'category' }>): Input {
  const step = type === 'integer' ? 1 : 'any';
  const input = element('input', { id, type: 'number', min: minimum, max: maximum, step, inputmode: 'decimal' });
  return {
    input,
    element: input,
    read: (): Row => (input.value === '' ? {} : { [name]: Number(input.value) }),
    write: (value) => {
      input.value = String(value);
    },
  };
}
