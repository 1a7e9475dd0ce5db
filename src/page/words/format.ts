import { knownTags, languageOf } from './locale.ts';

/** A share as a percentage, `23.4%`. */
export function percent(share: number, language: string, digits = 1): string {
  const options = { style: 'percent', minimumFractionDigits: digits, maximumFractionDigits: digits } as const;
  return new Intl.NumberFormat(language, options).format(share);
}

/** A number with thousands separators and a fixed number of decimals. */
export function decimal(value: number, language: string, digits = 0): string {
  const options = { minimumFractionDigits: digits, maximumFractionDigits: digits };
  return new Intl.NumberFormat(language, options).format(value);
}

/** A number with at most four significant digits. */
export function shortNumber(value: number, language: string): string {
  return new Intl.NumberFormat(language, { maximumSignificantDigits: 4 }).format(value);
}

/** A number with one decimal and its sign; zero has no sign. */
export function signed(value: number, language: string): string {
  const options = { minimumFractionDigits: 1, maximumFractionDigits: 1, signDisplay: 'exceptZero' } as const;
  return new Intl.NumberFormat(language, options).format(value).replace('-', '−');
}

/** A date, `YYYY-MM-DD`, as weekday, day and month, in the order of the visitor's region if the browser names it. */
export function shortDate(date: string, language: string): string {
  return formatDate(date, language, { weekday: 'short', day: 'numeric', month: 'short' });
}

/** The same for a narrow column: the weekday, and the day below it. */
export function dateLines(date: string, language: string): [weekday: string, day: string] {
  return [formatDate(date, language, { weekday: 'short' }), formatDate(date, language, { day: 'numeric' })];
}

function formatDate(date: string, language: string, options: Intl.DateTimeFormatOptions): string {
  const locale = knownTags(navigator.languages).find((tag) => languageOf(tag) === language) ?? language;
  return new Intl.DateTimeFormat(locale, { ...options, timeZone: 'UTC' }).format(new Date(`${date}T00:00:00Z`));
}

/** A probability as a count of cases out of 100, or out of more if that would round to none. */
export function frequency(probability: number): { count: number; total: number } {
  const total = [100, 1_000, 10_000].find((total) => Math.round(probability * total) >= 1) ?? 100_000;
  return { count: Math.round(probability * total), total };
}
