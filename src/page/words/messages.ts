import { ENGLISH, type MessageName } from './english.ts';
import { knownTags, languageOf } from './locale.ts';
import { SPANISH } from './spanish.ts';

export const LANGUAGES = { en: 'English', es: 'Español' } as const;
export type Language = keyof typeof LANGUAGES;

const MESSAGES: Record<Language, Record<MessageName, string>> = { en: ENGLISH, es: SPANISH };

/** The first of the visitor's languages that the page speaks, or English. */
export function preferredLanguage(wanted: readonly string[]): Language {
  return knownTags(wanted).map(languageOf).find(isLanguage) ?? 'en';
}

/** Whether the page speaks a language, by its two-letter code. */
export function isLanguage(code: string): code is Language {
  return Object.hasOwn(LANGUAGES, code);
}

/** A message in a language, with its values filled in. */
export function message(language: Language, name: MessageName, values: Record<string, string> = {}): string {
  return MESSAGES[language][name].replace(/\{(\w+)\}/g, (whole, key: string) => values[key] ?? whole);
}
