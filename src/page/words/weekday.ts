import { fold } from '../../core/category.ts';

const LANGUAGES = ['en', 'es', 'pt', 'fr', 'de', 'it'];
/** 1 January 2023 was a Sunday. */
const SUNDAY = Date.UTC(2023, 0, 1);
const DAY = 86_400_000;

/** Name of a weekday, 0 for Sunday to 6, in a language. */
export function weekdayName(weekday: number, language: string, style: 'long' | 'short' = 'long'): string {
  return new Intl.DateTimeFormat(language, { weekday: style, timeZone: 'UTC' }).format(SUNDAY + weekday * DAY);
}

/** Name of a month, 1 to 12, in a language. */
export function monthName(month: number, language: string): string {
  return new Intl.DateTimeFormat(language, { month: 'long', timeZone: 'UTC' }).format(Date.UTC(2023, month - 1, 1));
}

/**
 * The categories that stand for Sunday to Saturday, when a vocabulary is the seven weekdays, in full or short, in one
 * of six languages; case and marks do not matter. Undefined for any other vocabulary.
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
