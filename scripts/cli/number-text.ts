/** An interval in brackets, such as [0.71, 0.73]. */
export function brackets(interval: readonly [number, number], digits: number, text = fixed): string {
  return `[${interval.map((bound) => text(bound, digits)).join(', ')}]`;
}

const fixed = (value: number, digits: number): string => value.toFixed(digits);

/** A number with its sign; the minus is a real minus sign. */
export function signed(value: number, digits = 4): string {
  return `${value < 0 ? '−' : '+'}${Math.abs(value).toFixed(digits)}`;
}

/** A whole number with separated thousands, such as 12,345. */
export function withThousands(value: number): string {
  return Math.round(value).toLocaleString('en-US');
}

/** A share as a percentage with one decimal. */
export function percent(share: number): string {
  return `${(100 * share).toFixed(1)} %`.replace('-', '−');
}
