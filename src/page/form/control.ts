import type { Field } from '../../core/artifact.ts';
import type { Row } from '../api/model.ts';
import { element } from '../dom/element.ts';
import { type Language, message } from '../words/messages.ts';
import type { Wording } from '../words/wording.ts';
import { combobox } from './combobox.ts';
import { type Frame, frameOf } from './labelled-input.ts';

/** Longer lists than this are searched rather than scrolled. */
const MOST_OPTIONS = 12;

/** A part of the form: it fills one field of the request, or several. */
export interface Control extends Omit<Frame, 'showHint'> {
  fields: readonly string[];
  /** What to say when all its fields lack a value, where that is another sentence than for a wrong one. */
  ifEmpty?: string;
  /** What it says now: nothing for a field that is left empty. */
  read(): Row;
  /** Takes over those of the values that are its own. */
  write(values: Row): void;
}

/** A control for one field: a list to choose from, a list to search, or a number. */
export function fieldControl(field: Field, wording: Wording, language: Language): Control {
  const { name } = field;
  const id = `field-${name}`;
  const input = field.type === 'category' ? categoryInput(id, field, wording, language) : numberInput(id, field);
  const frame = frameOf(wording.label(name), input.element, input.input);
  frame.showHint(wording.description(name));
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
  const box = combobox(id, wording.label(name), [...words.values()], message(language, 'noMatches'));
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
