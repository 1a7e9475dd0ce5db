import type { Field } from '../core/artifact.ts';
import type { Model } from './api.ts';
import { findCalendar } from './calendar.ts';
import type { Language } from './messages.ts';
import { monthName, weekdayCategories, weekdayName } from './weekday.ts';

/** What `models/<model>/words/<language>.json` says. */
interface Words {
  title?: string;
  classes?: [negative: string, positive: string];
  fields?: Record<string, { label: string; values?: Record<string, string> }>;
  thresholds?: Record<string, string>;
}

/** The words of every model, by language. */
export type PageWords = Record<string, Partial<Record<Language, Words>>>;

/** How a model is said in one language; what nobody translated is said as the API says it. */
export interface Wording {
  title: string;
  classes: [negative: string, positive: string];
  label(field: string): string;
  /** The words for a value of a field. */
  value(field: string, value: string | number): string;
  threshold(name: string): string;
}

/** Words for a model: its own, the calendar's for weekdays and months, else names and categories as they are. */
export function wording(model: Model, words: Words = {}, language: Language): Wording {
  const calendar = findCalendar(model.fields);
  const weekdays = new Map(model.fields.map((field) => [field.name, weekdayWords(field, language)]));
  return {
    title: words.title ?? model.title,
    classes: words.classes ?? model.classes,
    label: (field) => words.fields?.[field]?.label ?? field,
    threshold: (name) => words.thresholds?.[name] ?? name,
    value: (field, value) => {
      const own = words.fields?.[field]?.values?.[value] ?? weekdays.get(field)?.get(String(value));
      return own ?? (field === calendar?.month ? monthName(Number(value), language) : String(value));
    },
  };
}

function weekdayWords(field: Field, language: Language): Map<string, string> {
  const categories = field.type === 'category' ? weekdayCategories(field.vocabulary) : undefined;
  return new Map(categories?.map((category, weekday) => [category, weekdayName(weekday, language)]));
}
