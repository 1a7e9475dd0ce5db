import type { Column, RowValue } from '../linear/column.ts';

/** A column of a Spark DataFrame as functions of fields: one, or those of a vector. */
export type ColumnsOf = (name: string) => readonly Column[];

/** The values of a column in one row: one, or those of a vector. Null and NaN are missing. */
export type ValuesOf = (name: string) => readonly RowValue[];

/** A fitted stage, which adds columns to a DataFrame. */
export interface Stage {
  inputs: readonly string[];
  outputs: readonly string[];
  /** What it adds, as functions of fields. @throws {Failure} if that cannot be represented */
  columns(of: ColumnsOf): Record<string, readonly Column[]>;
  /** What it adds to one row, computed as Spark does. @throws {RangeError} where Spark fails, or leaves the row out */
  values(of: ValuesOf): Record<string, readonly RowValue[]>;
}

/** A stage that makes each column of another, apart from the others. */
export interface Change {
  column(input: readonly Column[]): readonly Column[];
  value(input: readonly RowValue[]): readonly RowValue[];
}

/** A stage of such changes. @param pairs names of an input and its output, with what happens between them */
export function changes(pairs: readonly { input: string; output: string; change: Change }[]): Stage {
  return {
    inputs: pairs.map(({ input }) => input),
    outputs: pairs.map(({ output }) => output),
    columns: (of) => Object.fromEntries(pairs.map(({ input, output, change }) => [output, change.column(of(input))])),
    values: (of) => Object.fromEntries(pairs.map(({ input, output, change }) => [output, change.value(of(input))])),
  };
}

/** A value that a stage needs as a number. @throws {RangeError} if it is missing, or a text */
export function asNumber(value: RowValue | undefined): number {
  if (typeof value === 'number' && !Number.isNaN(value)) return value;
  throw new RangeError(`${JSON.stringify(value)} is not a number`);
}
