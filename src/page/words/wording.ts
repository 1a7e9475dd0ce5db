import type { Field } from '../../core/artifact.ts';
import type { Model, ModelWords, Value } from '../api/model.ts';
import { findCalendar } from './calendar.ts';
import { clockTime, isHour } from './hour.ts';
import { type Language, message } from './messages.ts';
import { monthName, weekdayCategories, weekdayName } from './weekday.ts';

/** The words for a model in one language; whatever is not translated keeps the words of the API. */
export interface Wording {
  title: string;
  classes: [negative: string, positive: string];
  label(field: string): string;
  /** Description of a field that has no label of its own. */
  description(field: string): string | undefined;
  /** The words for a value of a field; null if it is missing. */
  value(field: string, value: Value): string;
  threshold(name: string): string;
  /** Description of a variant. */
  variant(name: string): string;
  /** The title of the heatmap, with the place of the lowest probability. */
  when(lowest: string): string;
}

/** The words for a model: its own words first, then names of weekdays, months and hours, else the API's. */
export function wording(model: Model, words: ModelWords = {}, language: Language): Wording {
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
      if (value === null) return message(language, 'unknownValue');
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
