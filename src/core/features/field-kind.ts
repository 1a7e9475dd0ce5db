import type * as z from 'zod/mini';
import { UNKNOWN } from '../encode.ts';
import type { Field } from '../field.ts';
import type { Kind, ShapeOf } from './kind.ts';

interface OneField {
  type: string;
  field: string;
}

/** What sets a kind of feature of one field apart from the others. */
interface FieldRules<Shape> {
  /** Types of its field. Scoring computes a feature for all cells in advance, unless its kind also reads numbers. */
  types: readonly Field['type'][];
  size(shape: Shape, fields: readonly Field[]): number;
  /**
   * The factors of the coefficients, for a cell of the field. A kind without this function is an indicator: the factor
   * is 1 for the coefficient of the cell, and 0 for all others.
   */
  values?(shape: Shape, field: Field, cell: number): number[];
}

/** A kind of feature of one field. */
export interface FieldKind<Shape extends OneField> extends FieldRules<Shape>, Kind<OneField, Shape> {}

const ONE = [1];

/** Completes a kind of feature of one field with the rules that all of them share. */
export function fieldKind<Schema extends z.ZodMiniType<OneField>>(
  rules: { schema: () => Schema } & FieldRules<ShapeOf<z.infer<Schema>>>,
): { schema: () => Schema } & FieldKind<ShapeOf<z.infer<Schema>>> {
  const { types, values } = rules;
  return {
    ...rules,
    uses: ({ field }) => [{ field, types }],
    title: ({ type, field }) => `${type} of ${field}`,
    regressors(shape, fields) {
      const position = fields.findIndex(({ name }) => name === shape.field);
      const field = fields[position]!;
      return (cells) => {
        const cell = cells[position]!;
        if (field.type === 'category' && cell === UNKNOWN) return undefined;
        return values ? { first: 0, values: values(shape, field, cell) } : { first: cell, values: ONE };
      };
    },
  };
}
