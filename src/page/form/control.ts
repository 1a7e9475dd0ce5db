import type { Field } from '../../core/artifact.ts';
import type { NumericField } from '../../core/field.ts';
import type { Row, Value } from '../api/model.ts';
import { element } from '../dom/element.ts';
import { type Language, message } from '../words/messages.ts';
import type { Wording } from '../words/wording.ts';
import { combobox } from './combobox.ts';
import { fieldHint } from './field-hint.ts';
import { type LabelledInput, labelledInput } from './labelled-input.ts';

/** Lists with more options than this get a search box. */
const MOST_OPTIONS = 12;

/** A part of the form that fills one or more fields of the request. */
export interface Control extends Omit<LabelledInput, 'showHint'> {
  fields: readonly string[];
  /** The error when all fields are empty, where it differs from the error for a wrong value. */
  ifEmpty?: string;
  /** The current values; an empty field is missing if it may be, else it has none. */
  read(): Row;
  /** Fills in the values of its own fields and ignores all others. */
  write(values: Row): void;
}

/** A control for one field: a drop-down list, a search box, or a number. */
export function fieldControl(field: Field, wording: Wording, language: Language): Control {
  const { name } = field;
  const id = `field-${name}`;
  const unknown = field.missing && message(language, 'unknownValue');
  const { content, input, read, write } = inputOf(id, field, wording, language, unknown);
  const labelled = labelledInput(wording.label(name), content, input);
  labelled.showHint(fieldHint(field, wording, language));
  return {
    ...labelled,
    fields: [name],
    read: (): Row => {
      const value = read();
      return value === null && !field.missing ? {} : { [name]: value };
    },
    write: ({ [name]: value }) => {
      if (value !== undefined) write(value);
    },
  };
}

/** An input, the element that holds it, and how the value of the field is read and written; null if there is none. */
interface Input {
  content: HTMLElement;
  input: HTMLInputElement | HTMLSelectElement;
  read(): Value;
  write(value: Value): void;
}

/** @param unknown the words for a missing value, if the field may be missing */
function inputOf(id: string, field: Field, wording: Wording, language: Language, unknown: string | undefined): Input {
  if (field.type === 'category') return category(id, field, wording, language, unknown);
  return field.type === 'timestamp' ? clock(id, field.unit) : number(id, field, unknown);
}

/** A date, and a time by the clocks of the field's zone unless the model knows only days. */
function clock(id: string, unit?: 'day'): Input {
  const input = element('input', { id, type: unit ? 'date' : 'datetime-local' });
  return {
    content: input,
    input,
    read: () => input.value || null,
    write: (value) => {
      input.value = String(value ?? '');
    },
  };
}

function category(
  id: string,
  { name, vocabulary }: Extract<Field, { type: 'category' }>,
  wording: Wording,
  language: Language,
  unknown: string | undefined,
): Input {
  const words = new Map(vocabulary.map((category) => [category, wording.value(name, category)]));
  if (vocabulary.length <= MOST_OPTIONS) {
    const options = [...words, ...(unknown === undefined ? [] : [['', unknown] as const])];
    const select = element('select', { id }, ...options.map(([value, word]) => element('option', { value }, word)));
    const last = unknown === undefined ? -1 : vocabulary.length;
    return {
      content: select,
      input: select,
      read: () => vocabulary[select.selectedIndex] ?? (select.selectedIndex < 0 ? '' : null),
      write: (value) => {
        const position = vocabulary.indexOf(String(value));
        select.selectedIndex = position < 0 && (value === null || value === '') ? last : position;
      },
    };
  }
  const categories = new Map([...words].map(([category, word]) => [word, category]));
  const box = combobox(id, wording.label(name), [...words.values()], message(language, 'noMatches'));
  if (unknown) box.input.placeholder = unknown;
  return {
    content: box.element,
    input: box.input,
    read: () => (box.input.value === '' ? null : (categories.get(box.input.value) ?? box.input.value)),
    write: (value) => {
      box.input.value = value === null ? '' : (words.get(String(value)) ?? String(value));
    },
  };
}

function number(id: string, { type, minimum, maximum }: NumericField, unknown: string | undefined): Input {
  const step = type === 'integer' ? 1 : 'any';
  const bounds = { min: minimum, max: maximum, step };
  const input = element('input', { id, type: 'number', ...bounds, inputmode: 'decimal', placeholder: unknown });
  return {
    content: input,
    input,
    read: () => (input.value === '' ? null : Number(input.value)),
    write: (value) => {
      input.value = String(value ?? '');
    },
  };
}
