import { element } from '../dom/element.ts';
import { type Phrase, showPhrase } from '../dom/phrase.ts';

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

/** An empty remark below an input; while it has text, it describes the input to screen readers. */
function remark(input: HTMLElement, kind: 'hint' | 'warning' | 'error') {
  const place = element('p', { id: `${input.id}-${kind}`, class: kind });
  const show = (phrase?: Phrase) => {
    showPhrase(place, phrase);
    describe(input, place.id, place.textContent !== '');
  };
  return { element: place, show };
}

function describe(input: HTMLElement, id: string, wanted: boolean): void {
  const others = (input.getAttribute('aria-describedby') ?? '').split(' ').filter((other) => other && other !== id);
  const ids = wanted ? [...others, id] : others;
  if (ids.length > 0) input.setAttribute('aria-describedby', ids.join(' '));
  else input.removeAttribute('aria-describedby');
}
