import { element } from '../dom/element.ts';
import { type Phrase, showPhrase } from '../dom/phrase.ts';

/** A hint, a warning or an error below an input. */
export interface Remark {
  element: HTMLElement;
  /** Shows a phrase, or removes the one shown before. */
  show(phrase?: Phrase): void;
}

/** An empty remark; while it has text, it describes the input to screen readers. */
export function remark(input: HTMLElement, kind: 'hint' | 'warning' | 'error'): Remark {
  const place = element('p', { id: `${input.id}-${kind}`, class: kind });
  return {
    element: place,
    show(phrase) {
      showPhrase(place, phrase);
      describe(input, place.id, place.textContent !== '');
    },
  };
}

function describe(input: HTMLElement, id: string, wanted: boolean): void {
  const others = (input.getAttribute('aria-describedby') ?? '').split(' ').filter((other) => other && other !== id);
  const ids = wanted ? [...others, id] : others;
  if (ids.length > 0) input.setAttribute('aria-describedby', ids.join(' '));
  else input.removeAttribute('aria-describedby');
}
