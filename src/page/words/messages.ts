import { ENGLISH, type MessageName } from './english.ts';
import { knownTags, languageOf } from './locale.ts';

export const LANGUAGES = { en: 'English', es: 'Español' } as const;
export type Language = keyof typeof LANGUAGES;

const loaded: Partial<Record<Language, Record<MessageName, string>>> = { en: ENGLISH };

/** Loads the messages of a language other than English, which the page has from the start, and which stays if that fails. */
export async function loadMessages(language: Language): Promise<void> {
  if (language === 'es')
    loaded.es ??= await import('./spanish.ts').then(
      ({ SPANISH }) => SPANISH,
      () => ENGLISH,
    );
}

/** The first of the visitor's languages that the page speaks, or English. */
export function preferredLanguage(wanted: readonly string[]): Language {
  return knownTags(wanted).map(languageOf).find(isLanguage) ?? 'en';
}

/** Whether the page speaks a language, by its two-letter code. */
export function isLanguage(code: string): code is Language {
  return Object.hasOwn(LANGUAGES, code);
}

/** A message in a language that is loaded, with its values filled in. */
export function message(language: Language, name: MessageName, values: Record<string, string> = {}): string {
  return (loaded[language] ?? ENGLISH)[name].replace(/\{(\w+)\}/g, (whole, key: string) => values[key] ?? whole);
}
