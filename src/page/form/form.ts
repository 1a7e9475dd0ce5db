import type { Issue } from '../../core/encode.ts';
import { jsonPointer } from '../../core/json-pointer.ts';
import type { Model, Row } from '../api/model.ts';
import type { Phrase } from '../dom/phrase.ts';
import { findCalendar } from '../words/calendar.ts';
import type { Language } from '../words/messages.ts';
import type { Wording } from '../words/wording.ts';
import { type Control, fieldControl } from './control.ts';
import { dateControls } from './date-control.ts';
import { fieldError, fieldWarning, partError } from './validation-messages.ts';

/** The visitor's row as a form: one control per field of the model, except that a date covers several fields. */
export interface ModelForm {
  elements: HTMLElement[];
  /** The row as it stands, in the order of the model's fields. */
  row(): Row;
  date(): string;
  /** Fills in values, and a date if the model has a calendar. */
  write(values: Row, date?: string): void;
  /** Shows every error next to its control, and removes older ones; returns the first control with an error. */
  showErrors(errors: readonly Issue[]): Control | undefined;
  /** The same for warnings; returns their texts, each with the label of its control. */
  showWarnings(warnings: readonly Issue[]): string[];
}

/** A form for any model, in the order of its fields. */
export function createForm({ fields }: Model, wording: Wording, language: Language): ModelForm {
  const calendar = findCalendar(fields);
  const dates = calendar && dateControls(calendar, wording, language);
  const dated = new Set(dates?.controls.flatMap((control) => control.fields));
  const others = fields.filter(({ name }) => !dated.has(name));
  const controls = [...(dates?.controls ?? []), ...others.map((field) => fieldControl(field, wording, language))];

  function row(): Row {
    const values: Row = Object.assign({}, ...controls.map((control) => control.read()));
    const given = fields.filter(({ name }) => name in values);
    return Object.fromEntries(given.map(({ name }) => [name, values[name]!]));
  }

  /** The first issue about a control, in the words of the page, or of the API where the page has none. */
  function phraseFor(control: Control, issues: readonly Issue[], describe: typeof fieldError): Phrase | undefined {
    const issue = issues.find(({ pointer }) => control.fields.some((name) => jsonPointer(name) === pointer));
    const field = fields.find(({ name }) => jsonPointer(name) === issue?.pointer);
    if (issue === undefined || field === undefined) return undefined;
    const values = row();
    const isEmpty = control.fields.every((name) => values[name] === undefined);
    const say = control.fields.length > 1 && describe === fieldError ? partError : describe;
    const text = (isEmpty && control.ifEmpty) || say(field, values[field.name], wording, language);
    return text ? { text } : { text: issue.detail, language: 'en' };
  }

  return {
    elements: controls.map(({ element }) => element),
    row,
    date: () => dates?.date() ?? '',
    write: (values, date) => {
      if (date) dates?.setDate(date);
      for (const control of controls) control.write(values);
    },
    showErrors: (errors) => {
      const refused = controls.filter((control) => {
        const phrase = phraseFor(control, errors, fieldError);
        control.showError(phrase);
        return phrase !== undefined;
      });
      return refused[0];
    },
    showWarnings: (warnings) => {
      return controls.flatMap((control) => {
        const phrase = phraseFor(control, warnings, fieldWarning);
        control.showWarning(phrase);
        return phrase ? [`${control.label}: ${phrase.text}`] : [];
      });
    },
  };
}
