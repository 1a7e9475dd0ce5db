import type { Model } from './api/model.ts';
import { byId, element } from './dom/element.ts';
import { type Language, message } from './words/messages.ts';
import type { Wording } from './words/wording.ts';

/** Lists the variants of a model, and the choice to let the service pick; hidden if there is only one. */
export function offerVariants({ variants }: Model, language: Language, picked: string): void {
  const select = byId('variant', HTMLSelectElement);
  select.replaceChildren(
    element('option', { value: '' }, message(language, 'asRouted')),
    ...variants.map(({ variant }) => element('option', { value: variant }, variant)),
  );
  select.value = variants.some(({ variant }) => variant === picked) ? picked : '';
  const advanced = byId('advanced', HTMLDetailsElement);
  advanced.hidden = variants.length < 2;
  if (select.value !== '') advanced.open = true;
}

/** Describes the variant that the visitor picked, or names those that the service picks from. */
export function describeVariant({ serves }: Model, wording: Wording, language: Language): void {
  const { value } = byId('variant', HTMLSelectElement);
  const routed = serves.map(({ variant }) => variant).join(', ');
  byId('variant-hint').textContent =
    value === '' ? message(language, 'routed', { variants: routed }) : wording.variant(value);
}
