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
  /**
   * Types of the field. Scoring works a feature out for all cells in advance and looks them up, unless its kind also
   * reads numbers.
   */
  types: readonly Field['type'][];
  size(shape: Shape, fields: readonly Field[]): number;
  /**
   * What the coefficients are multiplied by, for a cell of the field. A kind without it is an indicator: 1 for the
   * coefficient of the cell, 0 for all others.
   */
  values?(shape: Shape, field: Field, cell: number): number[];
}

/** A kind of feature of one field. */
export interface FieldKind<Shape extends OneField> extends FieldRules<Shape>, Kind<OneField, Shape> {}

const ONE = [1];

/** Completes a kind of feature of one field by what all of them have in common. */
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
        if (values) return { first: 0, values: values(shape, field, cell) };
        return cell === UNKNOWN ? undefined : { first: cell, values: ONE };
      };
    },
  };
}
