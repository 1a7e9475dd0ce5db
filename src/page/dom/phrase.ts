/** Text for the visitor, with its language where that is not the language of the page. */
export interface Phrase {
  text: string;
  language?: string;
}

/** Shows a phrase in an element, or empties the element. */
export function showPhrase(target: HTMLElement, phrase?: Phrase): void {
  target.textContent = phrase?.text ?? '';
  if (phrase?.language) target.lang = phrase.language;
  else target.removeAttribute('lang');
}
