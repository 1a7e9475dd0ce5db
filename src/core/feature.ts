import * as z from 'zod/mini';
import { cross } from './features/cross.ts';
import { cyclic } from './features/cyclic.ts';
import type { FieldKind } from './features/field-kind.ts';
import type { FieldUse, Kind, ShapeOf } from './features/kind.ts';
import { numeric } from './features/numeric.ts';
import { oneHot } from './features/one-hot.ts';
import type { Field } from './field.ts';
import { lazily } from './lazily.ts';
import { PART_NAMES } from './parts.ts';

/** The kinds of features of one field. A new kind is a file in `features/` and its name here. */
const FIELD_KINDS = { 'one-hot': oneHot, cyclic, numeric };
/** All kinds. Crosses stay apart because scoring and training give them tables of their own. */
const KINDS = { ...FIELD_KINDS, cross };

type Schema = ReturnType<(typeof KINDS)[keyof typeof KINDS]['schema']>;

export const featureSchema = lazily(() => {
  const schemas = Object.values(KINDS).map(({ schema }) => schema());
  return z.discriminatedUnion('type', schemas as [Schema, ...Schema[]]);
});

/** A fitted feature: what it reads, how, and its coefficients. */
export type Feature = z.infer<Schema>;

/** A feature before training: without coefficients. */
export type FeatureShape = ShapeOf<Feature>;

/** A feature of one field, before training. */
export type FieldFeature = Extract<FeatureShape, { field: string }>;

/** The part of a feature in model.json that all kinds need. */
type FeatureDefinition =
  | Pick<FieldFeature, 'type' | 'field'>
  | Pick<Exclude<FeatureShape, FieldFeature>, 'type' | 'terms'>;

function kindOf({ type }: { type: Feature['type'] }): Kind<FeatureDefinition, FeatureShape> {
  return KINDS[type] as Kind<FeatureDefinition, FeatureShape>;
}

/** The kind of a feature of one field. */
export function fieldKindOf({ type }: Pick<FieldFeature, 'type'>): FieldKind<FieldFeature> {
  return FIELD_KINDS[type] as FieldKind<FieldFeature>;
}

/** Names of the fields that a feature reads, each once. */
export function featureFields(definition: FeatureDefinition): string[] {
  const uses = kindOf(definition).uses(definition);
  return [...new Set(uses.map(({ field }) => field))];
}

/** A feature in a few words: `one-hot of OPERA`, `HORA-I/3 × OPERA`. */
export function describeFeature(definition: FeatureDefinition): string {
  return kindOf(definition).title(definition);
}

/** Number of coefficients of a feature. */
export function featureSize(shape: FeatureShape, fields: readonly Field[]): number {
  return kindOf(shape).size(shape, fields);
}

/** Prepares the regressors of a feature: the factors of its coefficients in a row. See `Kind`. */
export function compileRegressors(shape: FeatureShape, fields: readonly Field[]) {
  return kindOf(shape).regressors(shape, fields);
}

/** Why a feature cannot read its fields: they do not exist, or have other types. */
export function fieldUseErrors(
  definition: FeatureDefinition,
  fields: readonly Pick<Field, 'name' | 'type'>[],
): string[] {
  const types = new Map(fields.map(({ name, type }) => [name, type]));
  const error = ({ field, types: allowed }: FieldUse) => {
    const type = types.get(field);
    if (type === undefined) return [`there is no field ${JSON.stringify(field)}`];
    if (allowed.includes(type)) return [];
    const hint = type === 'timestamp' ? `: name a part of it, one of ${PART_NAMES.join(', ')}` : '';
    return [`${definition.type} needs ${allowed.join(' or ')} here; ${field} is of type ${type}${hint}`];
  };
  return kindOf(definition).uses(definition).flatMap(error);
}

/** What is wrong with a feature: its fields, their groups, the number of its coefficients, or what its kind finds. */
export function featureErrors(feature: Feature, fields: readonly Field[]): string[] {
  const errors = fieldUseErrors(feature, fields);
  if (errors.length > 0) return errors;
  const kind = kindOf(feature);
  try {
    const size = kind.size(feature, fields);
    const found = feature.coefficients.length;
    const error = found === size ? kind.error?.(feature, fields) : `${found} coefficients for ${size} cells`;
    return error === undefined ? [] : [error];
  } catch (error) {
    if (error instanceof RangeError) return [error.message];
    throw error;
  }
}
