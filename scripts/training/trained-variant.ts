import type { Feature } from '../../src/core/artifact.ts';
import type { FeatureShape } from '../../src/core/feature.ts';
import type { FeatureDefinition, VariantDefinition } from '../models/definition.ts';

/** A fitted variant: what an artifact holds of it. */
export interface TrainedVariant {
  intercept: number;
  features: Feature[];
  coefficients: number;
  penalty: number | number[];
  /** How sure learned penalties are of what they share: the standard deviation of its logarithm. */
  scaleDeviation?: number;
  solver: string;
  gradient: number;
  iterations: number;
}

/** Receives a line about every step of a fit. */
export type OnProgress = (text: string) => void;

export interface FitOptions {
  onProgress?: OnProgress;
  /** Where learned shrinkage may stop: the largest component of the gradient, per row. */
  tolerance?: number;
}

/** A variant whose features are resolved. */
export type ResolvedVariant = VariantDefinition & { features: FeatureDefinition[] };

/** A feature with what was fitted for it. */
export function withCoefficients(shape: FeatureShape, coefficients: number[]): Feature {
  return { ...shape, coefficients } as Feature;
}

/** A gradient in words. */
export function perRow(gradient: number): string {
  return `gradient ${gradient.toExponential(1)} per row`;
}

/** Rounded to so many places; never −0. */
export function decimals(value: number, places: number): number {
  return Number(value.toFixed(places)) + 0;
}
