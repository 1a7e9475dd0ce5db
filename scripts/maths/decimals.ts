/** Rounded to so many decimals; never −0. */
export function decimals(value: number, places: number): number {
  return Number(value.toFixed(places)) + 0;
}
