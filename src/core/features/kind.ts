import type { Field } from '../field.ts';

/** A field that a feature reads, and the types that the field may have. */
export interface FieldUse {
  field: string;
  types: readonly Field['type'][];
}

/** The coefficients of a feature that count for a row: coefficient `first + k` times `values[k]`. */
export interface Regressors {
  first: number;
  values: readonly number[];
}

/** What a kind of feature must have. `Definition` is a feature in model.json; `Shape` has all but the coefficients. */
export interface Kind<Definition, Shape extends Definition> {
  /** The fields that a feature reads, in order. */
  uses(definition: Definition): FieldUse[];
  /** A feature in a few words: `HORA-I/3 × OPERA`. */
  title(definition: Definition): string;
  /** Number of coefficients. */
  size(shape: Shape, fields: readonly Field[]): number;
  /** What is wrong with a feature whose fields have the right types. */
  error?(shape: Shape, fields: readonly Field[]): string | undefined;
  /** Prepares the regressors of a row; undefined for a row that needs a coefficient which the feature does not have. */
  regressors(shape: Shape, fields: readonly Field[]): (cells: ArrayLike<number>) => Regressors | undefined;
}

/** A feature without its coefficients. */
export type ShapeOf<Feature> = Feature extends unknown ? Omit<Feature, 'coefficients'> : never;
