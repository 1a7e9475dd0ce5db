import { canBeKey, type Refusal } from '../api/client.ts';
import type { Phrase } from '../dom/phrase.ts';
import { type Language, message } from './messages.ts';

/** Why the API refused, in the visitor's language; in the API's own words where the page has none. */
export function refusalText({ status, detail, errors, retryAfter }: Refusal, key: string, language: Language): Phrase {
  if (status === 0) return { text: message(language, 'offline') };
  if (status === 401 && !canBeKey(key)) return { text: message(language, 'keyMalformed') };
  if (status === 401) return { text: message(language, key === '' ? 'keyMissing' : 'keyRefused') };
  if (status === 403) return { text: message(language, 'keyForbidden') };
  if (status === 429) return { text: message(language, 'tooMany', { seconds: retryAfter ?? '60' }) };
  if (status === 200) return { text: message(language, 'intercepted') };
  if (errors.length === 1) return { text: message(language, 'checkField') };
  if (errors.length > 1) return { text: message(language, 'checkFields', { count: String(errors.length) }) };
  if (detail === '') return { text: message(language, 'unreadable', { status: String(status) }) };
  return { text: detail, language: 'en' };
}
