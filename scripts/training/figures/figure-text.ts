import type { Resampled } from './bootstrap.ts';
import { keptFigure, type Metrics } from './metrics.ts';

/** The names of figures in tables. */
export const FIGURE_NAMES: Record<keyof Metrics | Resampled, string> = {
  auc: 'AUC',
  logLoss: 'log loss',
  brier: 'Brier',
  averagePrecision: 'average precision',
  calibrationError: 'calibration error',
  netCalibrationError: 'net calibration error',
  calibrationIntercept: 'calibration intercept',
  calibrationSlope: 'calibration slope',
};

/** A figure as text, – if it cannot be computed; first rounded as in artifacts, so that reports, cards and `evaluate` show the same last digit. */
export function figureText(value: number, digits = 4): string {
  return Number.isFinite(value) ? keptFigure(value).toFixed(digits) : '–';
}
