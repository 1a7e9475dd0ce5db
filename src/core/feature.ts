import type { Feature, Field } from './artifact.ts';
import { cellCount } from './encode.ts';

/** A feature before training: what it reads and how, without coefficients. */
export type FeatureShape = Feature extends infer F ? (F extends Feature ? Omit<F, 'coefficients'> : never) : never;

/** Number of coefficients of a feature over its field. */
export function featureSize(feature: FeatureShape, field: Field): number {
  if (feature.type === 'one-hot') return cellCount(field);
  return feature.type === 'cyclic' ? 2 : 1;
}

/**
 * The regressors of a feature that is not one-hot, for one cell of its field: sine and cosine, or the standardised
 * number. Training multiplies the same regressors that scoring does.
 */
export function regressors(feature: Exclude<FeatureShape, { type: 'one-hot' }>, field: Field, cell: number): number[] {
  const value = field.type === 'integer' ? cell + field.minimum : cell;
  if (feature.type === 'cyclic') {
    const angle = (2 * Math.PI * value) / feature.period;
    return [Math.sin(angle), Math.cos(angle)];
  }
  const clipped = Math.min(Math.max(value, feature.minimum), feature.maximum);
  return [(clipped - feature.mean) / feature.scale];
}
