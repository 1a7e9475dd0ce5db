import { readAddress } from './address.ts';
import type { AnswerView } from './answer/answer-view.ts';
import { canBeKey, type Refusal } from './api/client.ts';
import type { Model, PageWords } from './api/model.ts';
import { byId } from './dom/element.ts';
import type { ModelForm } from './form/form.ts';
import { preferredLanguage } from './words/messages.ts';
import { type Wording, wording } from './words/wording.ts';

/** What the visitor can change, apart from the fields of a model. */
export const inputs = {
  form: byId('form', HTMLFormElement),
  language: byId('language', HTMLSelectElement),
  model: byId('model', HTMLSelectElement),
  variant: byId('variant', HTMLSelectElement),
  key: byId('key', HTMLInputElement),
  threshold: byId('threshold', HTMLInputElement),
};

/** What the page remembers. */
export const state = {
  /** What the link asks for. */
  address: readAddress(location.search),
  language: preferredLanguage(navigator.languages),
  words: {} as PageWords,
  /** The model that is open, and its form. */
  open: undefined as { model: Model; fields: ModelForm } | undefined,
  view: undefined as AnswerView | undefined,
  refused: undefined as Refusal | undefined,
  /** The field that the visitor changed last. */
  touched: '',
  /** Whether the page asks again when the input changes: after an answer, or after errors that the visitor can fix. */
  follows: false,
};

/** The key without surrounding spaces. */
export function givenKey(): string {
  return inputs.key.value.trim();
}

/** The key, or none if it cannot be one: models may be public, and the answer to a row says what is wrong with it. */
export function sendableKey(): string {
  const key = givenKey();
  return canBeKey(key) ? key : '';
}

/** The words for a model in the visitor's language. */
export function wordingOf(model: Model): Wording {
  return wording(model, state.words[model.model], state.language);
}
