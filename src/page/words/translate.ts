import { ENGLISH, type MessageName } from './english.ts';
import { type Language, message } from './messages.ts';

/** Translates every element that names its message in `data-message`. */
export function translate(root: ParentNode, language: Language): void {
  for (const target of root.querySelectorAll<HTMLElement>('[data-message]')) {
    const { message: name = '' } = target.dataset;
    if (isMessage(name)) target.textContent = message(language, name);
  }
}

function isMessage(name: string): name is MessageName {
  return Object.hasOwn(ENGLISH, name);
}
