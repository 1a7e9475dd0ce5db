import type { Feature, Training } from '../../src/core/artifact.ts';
import type { FeatureShape } from '../../src/core/feature.ts';
import type { FeatureDefinition, VariantDefinition } from '../models/definition.ts';

/** How a variant is calibrated for times ahead; see the schema of artifacts. */
export type Calibration = NonNullable<Training['calibration']>;

/** What crosses do to the log loss of validation rows inside the training rows, next to `additive` features alone. */
export interface CrossChoice {
  /** How many sets of fields are crossed: 0 if that is not worth it. */
  crosses: number;
  /** Log loss with crosses minus that without, in nats per row, with its 95 % interval; 0 if none were found. */
  difference: number;
  interval: [number, number];
  /** Groups of validation rows. */
  rows: number;
}

/** A fitted variant, as an artifact holds it. */
export interface TrainedVariant {
  intercept: number;
  features: Feature[];
  /** How many coefficients there are, without the intercept. */
  coefficients: number;
  penalty: number | number[];
  /** Standard deviation of the logarithm of the scale that learned penalties share. */
  scaleDeviation?: number;
  /** What crosses do, if training looked for them. */
  choice?: CrossChoice;
  /** How the coefficients were calibrated for times ahead, or why not. */
  calibration?: Calibration;
  solver: string;
  gradient: number;
  iterations: number;
}

/** Receives a line about every step of a fit. */
export type OnProgress = (text: string) => void;

export interface TrainOptions {
  onProgress?: OnProgress | undefined;
  /** Where learned shrinkage may stop: the largest component of the gradient, per row. */
  tolerance?: number;
}

/** A variant whose features are resolved. */
export type ResolvedVariant = VariantDefinition & { features: FeatureDefinition[] };

/** A feature with its fitted coefficients. */
export function withCoefficients(shape: FeatureShape, coefficients: number[]): Feature {
  return { ...shape, coefficients } as Feature;
}

/** A gradient in words. */
export function gradientText(gradient: number): string {
  return `gradient ${gradient.toExponential(1)} per row`;
}
