import type { Model } from './model.ts';

/** Level of the interval that the page asks for. */
export const INTERVAL_LEVEL = 0.9;

/** The parts of a model that decide which options it supports. */
type Offers = Pick<Model, 'serves'> & { variants: Pick<Model['variants'][number], 'variant' | 'interval'>[] };

/** The query of a request: the explanation, and the interval if every variant that may answer supports it. */
export function optionsOf({ serves, variants }: Offers, picked: string): string {
  const asked = picked === '' ? serves : [{ variant: picked }];
  const all = asked.every(({ variant }) => variants.some((one) => one.variant === variant && one.interval));
  return all ? `?explain&interval=${INTERVAL_LEVEL}` : '?explain';
}
