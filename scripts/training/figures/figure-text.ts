import { keptFigure } from './metrics.ts';

/** A figure as text, rounded by way of what artifacts keep: reports, cards and `evaluate` agree in the last digit. */
export function figureText(value: number, digits = 4): string {
  return keptFigure(value).toFixed(digits);
}
