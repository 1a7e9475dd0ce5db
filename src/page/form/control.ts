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
  const isCategory = field.type === 'category';
  const { content, input, read, write } = isCategory ? category(id, field, wording, language) : number(id, field);
  const labelled = labelledInput(wording.label(name), content, input);
  labelled.showHint(wording.description(name));
  return {
    ...labelled,
    fields: [name],
    read: (): Row => (input instanceof HTMLInputElement && input.value === '' ? {} : { [name]: read(input.value) }),
    write: ({ [name]: value }) => {
      if (value !== undefined) input.value = write(value);
    },
  };
}

/** An input, the element that holds it, and how a value of the field is read from and written as its text. */
interface Input {
  content: HTMLElement;
  input: HTMLInputElement | HTMLSelectElement;
  read(text: string): string | number;
  write(value: string | number): string;
}

function category(
  id: string,
  { name, vocabulary }: Extract<Field, { type: 'category' }>,
  wording: Wording,
  language: Language,
): Input {
  const words = new Map(vocabulary.map((category) => [category, wording.value(name, category)]));
  if (vocabulary.length <= MOST_OPTIONS) {
    const options = [...words].map(([category, word]) => element('option', { value: category }, word));
    const select = element('select', { id }, ...options);
    return { content: select, input: select, read: String, write: String };
  }
  const categories = new Map([...words].map(([category, word]) => [word, category]));
  const box = combobox(id, wording.label(name), [...words.values()], message(language, 'noMatches'));
  return {
    content: box.element,
    input: box.input,
    read: (text) => categories.get(text) ?? text,
    write: (value) => words.get(String(value)) ?? String(value),
  };
}

function number(id: string, { type, minimum, maximum }: Exclude<Field, { type: 'category' }>): Input {
  const step = type === 'integer' ? 1 : 'any';
  const input = element('input', { id, type: 'number', min: minimum, max: maximum, step, inputmode: 'decimal' });
  return { content: input, input, read: Number, write: String };
}
