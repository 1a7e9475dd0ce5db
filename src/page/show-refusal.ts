import type { Refusal } from './api/client.ts';
import { byId } from './dom/element.ts';
import type { ModelForm } from './form/form.ts';
import { type Language, message } from './words/messages.ts';

/** Words, and their language where it is not that of the page. */
export interface Said {
  text: string;
  language?: string;
}

/** Why the API refused, in the visitor's language; in the API's own words where the page has none. */
export function refusalText({ status, detail, errors, retryAfter }: Refusal, key: string, language: Language): Said {
  if (status === 0) return { text: message(language, 'offline') };
  if (status === 401) return { text: message(language, key === '' ? 'keyMissing' : 'keyRefused') };
  if (status === 403) return { text: message(language, 'keyForbidden') };
  if (status === 429) return { text: message(language, 'tooMany', { seconds: retryAfter ?? '60' }) };
  if (errors.length === 1) return { text: message(language, 'checkField') };
  if (errors.length > 1) return { text: message(language, 'checkFields', { count: String(errors.length) }) };
  if (detail === '') return { text: message(language, 'unreadable', { status: String(status) }) };
  return { text: detail, language: 'en' };
}

/**
 * Shows why the API refused: beside the fields it names, beside the key, or below the form. Returns where the visitor
 * can mend it, if that is one place.
 */
export function showRefusal(refusal: Refusal, language: Language, fields?: ModelForm): { focus(): void } | undefined {
  const key = byId('key', HTMLInputElement);
  const isAboutKey = refusal.status === 401;
  const said = refusalText(refusal, key.value, language);
  say(isAboutKey ? 'key-error' : 'failure', said);
  if (!isAboutKey) return fields?.showErrors(refusal.errors);
  key.setAttribute('aria-invalid', 'true');
  return key;
}

/** Takes back what an earlier refusal said. */
export function clearRefusal(fields?: ModelForm): void {
  byId('key', HTMLInputElement).removeAttribute('aria-invalid');
  for (const place of ['key-error', 'failure']) say(place, { text: '' });
  fields?.showErrors([]);
}

/** Says something in a place of the page. */
export function say(place: string, { text, language }: Said): void {
  const target = byId(place, HTMLElement);
  target.textContent = text;
  if (language) target.lang = language;
  else target.removeAttribute('lang');
}
