/** Decimals that artifacts keep of a figure. */
const KEPT = 6;

/** A figure as text, rounded by way of what artifacts keep: reports, cards and `evaluate` agree in the last digit. */
export function figureText(value: number, digits = 4): string {
  return Number(value.toFixed(KEPT)).toFixed(digits);
}
