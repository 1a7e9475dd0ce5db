import { element } from '../dom/element.ts';

/** Words about an input, below it. */
export interface Remark {
  element: HTMLElement;
  /** Says something, in a language where it is not the page's own; nothing takes it back. */
  say(text?: string, language?: string): void;
}

/** A place for words about an input, which describe it to a screen reader as long as there are some. */
export function remark(input: HTMLElement, kind: 'hint' | 'warning' | 'error'): Remark {
  const place = element('p', { id: `${input.id}-${kind}`, class: kind });
  return {
    element: place,
    say(text = '', language = '') {
      place.textContent = text;
      if (language === '') place.removeAttribute('lang');
      else place.lang = language;
      describe(input, place.id, text !== '');
    },
  };
}

function describe(input: HTMLElement, id: string, wanted: boolean): void {
  const others = (input.getAttribute('aria-describedby') ?? '').split(' ').filter((other) => other && other !== id);
  const ids = wanted ? [...others, id] : others;
  if (ids.length > 0) input.setAttribute('aria-describedby', ids.join(' '));
  else input.removeAttribute('aria-describedby');
}
