import type * as z from 'zod/mini';
import { isDiscrete, UNKNOWN } from '../cell.ts';
import { compileIndex } from '../columns.ts';
import type { Field } from '../field.ts';
import { type Grouping, type Groups, groupingTitle } from '../groups.ts';
import type { Kind, ShapeOf } from './kind.ts';

interface OneField {
  type: string;
  field: string;
}

/** What sets a kind of feature of one field apart from the others: `values`, or `groups`. */
interface FieldRules<Shape> {
  /** Types of its field; the field of a part is a timestamp. */
  types: readonly Field['type'][];
  size(shape: Shape, fields: readonly Field[]): number;
  /** The factors of the coefficients, for a cell of the field. */
  values?(shape: Shape, field: Field, cell: number): number[];
  /** Of an indicator: the coefficient of each cell or bin. Its factor is 1, and that of all others 0. */
  groups?(shape: Shape, field: Field): Groups;
}

/** A kind of feature of one field. */
export interface FieldKind<Shape extends OneField> extends FieldRules<Shape>, Kind<OneField, Shape> {}

const ONE = [1];

/** Completes a kind of feature of one field with the rules that all of them share. */
export function fieldKind<Schema extends z.ZodMiniType<OneField>>(
  rules: { schema: () => Schema } & FieldRules<ShapeOf<z.infer<Schema>>>,
): { schema: () => Schema } & FieldKind<ShapeOf<z.infer<Schema>>> {
  const { types, values, groups } = rules;
  return {
    uses: ({ field, part }: OneField & Grouping) => [{ field, types: part === undefined ? types : ['timestamp'] }],
    title: ({ type, field, ...grouping }: OneField & Grouping) => `${type} of ${field}${groupingTitle(grouping)}`,
    regressors(shape, fields) {
      const position = fields.findIndex(({ name }) => name === shape.field);
      const field = fields[position]!;
      const column = groups && compileColumn(groups(shape, field), field, shape as Grouping);
      return (cells) => {
        const cell = cells[position]!;
        if (field.type === 'category' && cell === UNKNOWN) return undefined;
        return column ? { first: column(cell), values: ONE } : { first: 0, values: values!(shape, field, cell) };
      };
    },
    ...rules,
  };
}

/** Prepares the coefficient of a cell of a field, which is not an unknown category. */
export function compileColumn({ groups }: Groups, field: Field, { part }: Grouping): (cell: number) => number {
  if (isDiscrete(field)) return (cell) => groups[cell]!;
  const index = compileIndex(field, part);
  return (cell) => groups[index(cell)]!;
}
