import { jsonPointer } from '../core/encode.ts';
import type { Model, Refusal } from './api.ts';
import { findCalendar } from './calendar.ts';
import { type Control, fieldControl } from './control.ts';
import { dateControls } from './date-control.ts';
import type { Language } from './messages.ts';
import type { Row } from './row.ts';
import type { Wording } from './words.ts';

/** The visitor's row as a form: one control per field of the model, or one for all fields of its calendar. */
export interface ModelForm {
  elements: HTMLElement[];
  /** What it says, in the order of the model's fields. */
  row(): Row;
  date(): string;
  /** Takes over values, and a date where the model has a calendar. */
  write(values: Row, date?: string): void;
  /** Shows every error beside the control that it is about, and removes older ones; returns the first such control. */
  showErrors(errors: Refusal['errors']): Control | undefined;
}

/** A form for any model, in the order of its fields. */
export function createForm(model: Model, wording: Wording, language: Language): ModelForm {
  const calendar = findCalendar(model.fields);
  const dates = calendar && dateControls(calendar, wording, language);
  const dated = new Set(dates?.controls.flatMap(({ fields }) => fields));
  const others = model.fields.filter(({ name }) => !dated.has(name));
  const controls = [...(dates?.controls ?? []), ...others.map((field) => fieldControl(field, wording, language))];
  return {
    elements: controls.map(({ element }) => element),
    row: () => {
      const values: Row = Object.assign({}, ...controls.map((control) => control.read()));
      const given = model.fields.filter(({ name }) => name in values);
      return Object.fromEntries(given.map(({ name }) => [name, values[name]!]));
    },
    date: () => dates?.date() ?? '',
    write: (values, date) => {
      if (date) dates?.setDate(date);
      for (const control of controls) control.write(values);
    },
    showErrors: (errors) => {
      const refused = controls.filter(({ fields, showError }) => {
        const pointers = fields.map(jsonPointer);
        const details = errors.filter(({ pointer }) => pointers.includes(pointer)).map(({ detail }) => detail);
        showError(details.length > 0 ? details.join('; ') : undefined);
        return details.length > 0;
      });
      return refused[0];
    },
  };
}
