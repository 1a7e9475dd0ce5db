import type { Field } from '../../core/artifact.ts';
import type { Row } from '../api/model.ts';
import { element } from '../dom/element.ts';
import { type Language, message } from '../words/messages.ts';
import type { Wording } from '../words/wording.ts';
import { combobox } from './combobox.ts';
import { type LabelledInput, labelledInput } from './labelled-input.ts';

/** Lists with more options than this get a search box. */
const MOST_OPTIONS = 12;

/** A part of the form that fills one or more fields of the request. */
export interface Control extends Omit<LabelledInput, 'showHint'> {
  fields: readonly string[];
  /** The error when all fields are empty, where it differs from the error for a wrong value. */
  ifEmpty?: string;
  /** The current values; an empty field has none. */
  read(): Row;
  /** Fills in the values of its own fields and ignores all others. */
  write(values: Row): void;
}

/** A control for one field: a drop-down list, a search box, or a number. */
export function fieldControl(field: Field, wording: Wording, language: Language): Control {
  const { name } = field;
  const id = `field-${name}`;
  const input = field.type === 'category' ? categoryInput(id, field, wording, language) : numberInput(id, field);
  const labelled = labelledInput(wording.label(name), input.element, input.input);
  labelled.showHint(wording.description(name));
  return {
    ...labelled,
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
