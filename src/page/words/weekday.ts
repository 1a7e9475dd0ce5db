import { fold } from '../../core/category.ts';

const LANGUAGES = ['en', 'es', 'pt', 'fr', 'de', 'it'];
/** 1 January 2023 was a Sunday. */
const SUNDAY = Date.UTC(2023, 0, 1);
const DAY = 86_400_000;

/** Name of a weekday in a language; 0 is Sunday. */
export function weekdayName(weekday: number, language: string, style: 'long' | 'short' = 'long'): string {
  return new Intl.DateTimeFormat(language, { weekday: style, timeZone: 'UTC' }).format(SUNDAY + weekday * DAY);
}

/** Name of a month in a language; 1 is January. */
export function monthName(month: number, language: string): string {
  return new Intl.DateTimeFormat(language, { month: 'long', timeZone: 'UTC' }).format(Date.UTC(2023, month - 1, 1));
}

/**
 * The categories for Sunday to Saturday, if a vocabulary consists of the seven weekdays in one of six languages, in full
 * or abbreviated, ignoring case and accents. Undefined for any other vocabulary.
 */
export function weekdayCategories(vocabulary: readonly string[]): string[] | undefined {
  if (vocabulary.length !== 7) return undefined;
  const byFolded = new Map(vocabulary.map((category) => [fold(category), category]));
  for (const language of LANGUAGES) {
    for (const style of ['long', 'short'] as const) {
      const found = Array.from({ length: 7 }, (_, day) => byFolded.get(fold(weekdayName(day, language, style))));
      if (found.every((category) => category !== undefined)) return found;
    }
  }
  return undefined;
}
