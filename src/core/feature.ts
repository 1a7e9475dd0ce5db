import type { Feature, Field } from './artifact.ts';
import { cellCount } from './encode.ts';

/** A feature before training: what it reads and how, without coefficients. */
export type FeatureShape = Feature extends infer F ? (F extends Feature ? Omit<F, 'coefficients'> : never) : never;

/** A feature of one field. */
export type FieldFeature = Exclude<FeatureShape, { type: 'cross' }>;

/** Number of coefficients of a feature; `field` is the field that it reads, none for a cross. */
export function featureSize(feature: FeatureShape, field: Field | undefined): number {
  if (feature.type === 'cross') return feature.cells.length;
  if (feature.type === 'one-hot') return cellCount(field!);
  return feature.type === 'cyclic' ? 2 : 1;
}

/** Names of the fields that a feature reads. */
export function featureFields(feature: FeatureShape): string[] {
  if (feature.type !== 'cross') return [feature.field];
  return feature.terms.flatMap((term) => ('month' in term ? [term.month, term.day] : [term.field]));
}

/**
 * The regressors of a cyclic or numeric feature, for one cell of its field: sine and cosine, or the standardised
 * number. Training multiplies the same regressors that scoring does.
 */
export function regressors(feature: Exclude<FieldFeature, { type: 'one-hot' }>, field: Field, cell: number): number[] {
  const value = field.type === 'integer' ? cell + field.minimum : cell;
  if (feature.type === 'cyclic') {
    const angle = (2 * Math.PI * value) / feature.period;
    return [Math.sin(angle), Math.cos(angle)];
  }
  const clipped = Math.min(Math.max(value, feature.minimum), feature.maximum);
  return [(clipped - feature.mean) / feature.scale];
}
