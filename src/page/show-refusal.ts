import type { Refusal } from './api/client.ts';
import { byId } from './dom/element.ts';
import { showPhrase } from './dom/phrase.ts';
import { invite } from './invitation.ts';
import { inputs, state } from './state.ts';
import { refusalText } from './words/refusal-text.ts';

/**
 * Shows why the API refused: next to the fields that it names, next to the key, or below the form. Remembers it in case
 * the language changes. Returns the input to fix, if it is a single one.
 */
export function showRefusal(refusal: Refusal): { focus(): void } | undefined {
  state.refused = refusal;
  if (state.view === undefined) invite('noAnswer');
  const isAboutKey = refusal.status === 401;
  const phrase = refusalText(refusal, inputs.key.value, state.language);
  showPhrase(byId(isAboutKey ? 'key-error' : 'failure'), phrase);
  showPhrase(byId('stale-reason'), phrase);
  if (!isAboutKey) return state.open?.fields.showErrors(refusal.errors);
  inputs.key.setAttribute('aria-invalid', 'true');
  return inputs.key;
}

/** Removes what an earlier refusal showed. */
export function clearRefusal(): void {
  state.refused = undefined;
  inputs.key.removeAttribute('aria-invalid');
  for (const id of ['key-error', 'failure']) showPhrase(byId(id));
  state.open?.fields.showErrors([]);
}
