import type { Refusal } from './api.ts';
import { byId } from './element.ts';
import type { ModelForm } from './form.ts';
import { type Language, message } from './messages.ts';

/**
 * Shows why the API refused: beside the fields it names, beside the key, or below the form. Returns where the visitor
 * can mend it, if that is one place.
 */
export function showRefusal(
  { status, detail, errors }: Refusal,
  language: Language,
  fields?: ModelForm,
): { focus(): void } | undefined {
  const key = byId('key', HTMLInputElement);
  if (status === 401) {
    byId('key-error', HTMLElement).textContent = detail;
    key.setAttribute('aria-invalid', 'true');
    return key;
  }
  const failure = byId('failure', HTMLElement);
  if (status === 0) failure.textContent = message(language, 'offline');
  else if (detail === '') failure.textContent = message(language, 'unreadable', { status: String(status) });
  else if (errors.length === 0) failure.textContent = detail;
  else failure.textContent = message(language, 'checkFields', { count: String(errors.length) });
  return fields?.showErrors(errors);
}

/** Takes back what an earlier refusal said. */
export function clearRefusal(fields: ModelForm): void {
  byId('key', HTMLInputElement).removeAttribute('aria-invalid');
  byId('key-error', HTMLElement).textContent = '';
  byId('failure', HTMLElement).textContent = '';
  fields.showErrors([]);
}
