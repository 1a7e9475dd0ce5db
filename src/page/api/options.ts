/** The chance that an interval is to hold the probability with. */
export const LEVEL = 0.9;

interface Offers {
  /** The variants that answer where the visitor picked none. */
  serves: readonly { variant: string }[];
  variants: readonly { variant: string; interval: boolean }[];
}

/** All that the page asks of an answer: an interval too, where every variant that may answer has one. */
export function optionsOf({ serves, variants }: Offers, picked: string): string {
  const asked = picked === '' ? serves : [{ variant: picked }];
  const all = asked.every(({ variant }) => variants.some((one) => one.variant === variant && one.interval));
  return all ? `?explain&interval=${LEVEL}` : '?explain';
}
