import type { Feature } from '../../../src/core/artifact.ts';
import { decimals } from '../../maths/decimals.ts';
import type { Calibration, TrainedVariant } from '../trained-variant.ts';

type Coefficients = Pick<TrainedVariant, 'intercept' | 'features'>;

const DECIMALS = 12;

/**
 * A fit whose logits are moved to the line of a calibration: intercept + slope·logit. The line is put into the
 * coefficients, so whatever reads an artifact answers alike, explains in exact sums and needs to know nothing of it.
 */
export function calibrated<T extends Coefficients>(fitted: T, { intercept, slope, applied }: Calibration): T {
  if (!applied) return fitted;
  return {
    ...fitted,
    intercept: decimals(intercept + slope * fitted.intercept, DECIMALS),
    features: scaled(fitted.features, (value) => decimals(slope * value, DECIMALS)),
  };
}

/** The fit behind calibrated coefficients: the optimum that is certified, up to their twelfth decimal. */
export function uncalibrated<T extends Coefficients>(variant: T, calibration: Calibration | undefined): T {
  if (!calibration?.applied) return variant;
  const { intercept, slope } = calibration;
  return {
    ...variant,
    intercept: (variant.intercept - intercept) / slope,
    features: scaled(variant.features, (value) => value / slope),
  };
}

function scaled(features: readonly Feature[], change: (value: number) => number): Feature[] {
  return features.map(
    (feature): Feature => ({ ...feature, coefficients: feature.coefficients.map(change) }) as Feature,
  );
}
