import type { Field } from '../../src/core/field.ts';
import type { Part } from '../../src/core/parts.ts';
import type { Dialect } from './dialect.ts';
import type { Lookups } from './lookups.ts';

/** How a column holds timestamps: texts as the service takes them, instants, or dates and times without a zone. */
export type TimeKind = 'text' | 'instant' | 'local';

/** A place in the vocabulary of a field for every spelling of a value that is looked up. */
export type Spellings = readonly (readonly [text: string, cell: number])[];

export interface CellOptions {
  dialect: Dialect;
  lookups: Lookups;
  /** The alias of the table that has the rows. */
  row: string;
  time: (field: Field) => TimeKind;
  /** Whether a category that matches folded is also looked up by its folded form. */
  fold?: boolean;
  spellings: (field: Extract<Field, { type: 'category' }>) => Spellings;
}

/** SQL for a field of a row, as the core encodes it. */
export interface FieldCells {
  field: Field;
  /**
   * A condition: not true where the service would refuse the value; all SQL below is NULL, or means nothing, there. Absent
   * if every value is taken.
   */
  accepted?: string;
  /** An integer from 0 to below `cellCount`, −1 for an unknown category of a `baseline` field. None of a number without bins, and of a timestamp. */
  cell?: string;
  /** The number itself, within its range; NULL if it is missing. Of integers and numbers. */
  number?: string;
  /** Shorter SQL for cell and number, where it is worked out only if the value is accepted; otherwise it may be an error. */
  unguarded?: { cell?: string; number: string };
  /** Integers from 0 to below `PARTS[part]`, or that if it is missing. Of timestamps. */
  part?: (part: Part) => string;
  /** Hours since 1970 began, by the clocks of the zone; NULL if it is missing. Of timestamps. */
  hour?: string;
}
