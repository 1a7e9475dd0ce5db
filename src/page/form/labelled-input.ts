import { element } from '../dom/element.ts';
import type { Phrase } from '../dom/phrase.ts';
import { remark } from './remark.ts';

/** An input with its label above it, and its hint, warning and error below it. */
export interface LabelledInput {
  label: string;
  element: HTMLElement;
  focus(): void;
  showHint(text: string | undefined): void;
  /** Shows what the visitor should know about a valid value, or that there is nothing to know. */
  showWarning(phrase?: Phrase): void;
  /** Shows what is wrong, or that nothing is. */
  showError(phrase?: Phrase): void;
}

/** Puts a label and places for remarks around an input. `content` is the element that holds the input. */
export function labelledInput(label: string, content: HTMLElement, input: HTMLElement): LabelledInput {
  const [hint, warning, error] = [remark(input, 'hint'), remark(input, 'warning'), remark(input, 'error')];
  const heading = element('div', { class: 'label' }, element('label', { for: input.id }, label));
  return {
    label,
    element: element('div', { class: 'field' }, heading, content, hint.element, warning.element, error.element),
    focus: () => input.focus(),
    showHint: (text) => hint.show(text === undefined ? undefined : { text }),
    showWarning: warning.show,
    showError: (phrase) => {
      error.show(phrase);
      if (phrase === undefined) input.removeAttribute('aria-invalid');
      else input.setAttribute('aria-invalid', 'true');
    },
  };
}
