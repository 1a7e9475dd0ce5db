import type { Feature, Training } from '../../src/core/artifact.ts';
import type { FeatureShape } from '../../src/core/feature.ts';
import type { FeatureDefinition, VariantDefinition } from '../models/definition.ts';

/** How a variant is calibrated for times ahead; see the schema of artifacts. */
export type Calibration = NonNullable<Training['calibration']>;

/** A fitted variant, as an artifact holds it. */
export interface TrainedVariant {
  intercept: number;
  features: Feature[];
  /** How many coefficients there are, without the intercept. */
  coefficients: number;
  penalty: number | number[];
  /** Standard deviation of the logarithm of the scale that learned penalties share. */
  scaleDeviation?: number;
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
