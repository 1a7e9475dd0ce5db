import { element } from '../dom/element.ts';
import { remark } from './remark.ts';

/** What stands around an input: its label, and what there is to say about it. */
export interface Frame {
  label: string;
  element: HTMLElement;
  focus(): void;
  showHint(text: string | undefined): void;
  /** Shows what is worth knowing about a value that was taken, or that nothing is. */
  showWarning(text: string | undefined, language?: string): void;
  /** Shows what is wrong, in a language where it is not the page's own, or that nothing is. */
  showError(text: string | undefined, language?: string): void;
}

/** The label and the places for remarks around an input. */
export function frameOf(label: string, content: HTMLElement, input: HTMLElement): Frame {
  const [hint, warning, error] = (['hint', 'warning', 'error'] as const).map((kind) => remark(input, kind));
  const heading = element('div', { class: 'label' }, element('label', { for: input.id }, label));
  return {
    label,
    element: element('div', { class: 'field' }, heading, content, hint!.element, warning!.element, error!.element),
    focus: () => input.focus(),
    showHint: (text) => hint!.say(text),
    showWarning: (text, language) => warning!.say(text, language),
    showError: (text, language) => {
      error!.say(text, language);
      if (text === undefined) input.removeAttribute('aria-invalid');
      else input.setAttribute('aria-invalid', 'true');
    },
  };
}
