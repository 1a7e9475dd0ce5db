import type { Field } from '../../core/artifact.ts';
import type { Model } from '../api/model.ts';
import { findCalendar } from './calendar.ts';
import { clockTime, isHour } from './hour.ts';
import { type Language, message } from './messages.ts';
import { monthName, weekdayCategories, weekdayName } from './weekday.ts';

/** What `models/<model>/words/<language>.json` says. */
interface Words {
  title?: string;
  classes?: [negative: string, positive: string];
  fields?: Record<string, { label: string; values?: Record<string, string> }>;
  thresholds?: Record<string, string>;
  variants?: Record<string, string>;
  when?: string;
}

/** The words of every model, by language. */
export type PageWords = Record<string, Partial<Record<Language, Words>>>;

/** How a model is said in one language; what nobody translated is said as the API says it. */
export interface Wording {
  title: string;
  classes: [negative: string, positive: string];
  label(field: string): string;
  /** What a field is, where no label says so. */
  description(field: string): string | undefined;
  /** The words for a value of a field. */
  value(field: string, value: string | number): string;
  threshold(name: string): string;
  /** What a variant is. */
  variant(name: string): string;
  /** What follows from where the probability is lowest. */
  when(lowest: string): string;
}

/** Words for a model: its own, those of calendar and clock, else names and categories as they are. */
export function wording(model: Model, words: Words = {}, language: Language): Wording {
  const calendar = findCalendar(model.fields);
  const hours = new Set(model.fields.filter(isHour).map(({ name }) => name));
  const weekdays = new Map(model.fields.map((field) => [field.name, weekdayWords(field, language)]));
  return {
    title: words.title ?? model.title,
    classes: words.classes ?? model.classes,
    label: (field) => words.fields?.[field]?.label ?? field,
    description: (field) => {
      return words.fields?.[field] ? undefined : model.fields.find(({ name }) => name === field)?.description;
    },
    threshold: (name) => words.thresholds?.[name] ?? name,
    variant: (name) => {
      return words.variants?.[name] ?? model.variants.find(({ variant }) => variant === name)?.description ?? '';
    },
    when: (lowest) => (words.when ?? message(language, 'lowest')).replace('{lowest}', () => lowest),
    value: (field, value) => {
      const own = words.fields?.[field]?.values?.[value] ?? weekdays.get(field)?.get(String(value));
      if (own !== undefined || value === '') return own ?? '';
      if (field === calendar?.month) return monthName(Number(value), language);
      return hours.has(field) ? clockTime(Number(value)) : String(value);
    },
  };
}

function weekdayWords(field: Field, language: Language): Map<string, string> {
  const categories = field.type === 'category' ? weekdayCategories(field.vocabulary) : undefined;
  return new Map(categories?.map((category, weekday) => [category, weekdayName(weekday, language)]));
}
