/** An interval in brackets. */
export function brackets(interval: readonly [number, number], digits: number, text = plainNumber): string {
  return `[${interval.map((bound) => text(bound, digits)).join(', ')}]`;
}

function plainNumber(value: number, digits: number): string {
  return value.toFixed(digits);
}

/** With its sign, a real minus. */
export function signed(value: number, digits = 4): string {
  return `${value < 0 ? '−' : '+'}${Math.abs(value).toFixed(digits)}`;
}

/** A whole number with thousands apart. */
export function withThousands(value: number): string {
  return Math.round(value).toLocaleString('en-US');
}

/** A share in percent, to a tenth. */
export function percent(share: number): string {
  return `${(100 * share).toFixed(1)} %`.replace('-', '−');
}
