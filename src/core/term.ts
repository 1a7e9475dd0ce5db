import * as z from 'zod/mini';
import { cellCount, isMissing, UNKNOWN } from './cell.ts';
import { columnOf } from './columns.ts';
import type { FieldUse } from './features/kind.ts';
import { type Field, fieldNameSchema } from './field.ts';
import { compileGroups, groupingSchemas, groupingTitle } from './groups.ts';
import { lazily } from './lazily.ts';
import { DAYS_BEFORE, PARTS } from './parts.ts';

/**
 * What a cross combines: a field or a part of a timestamp, whose cells may be merged into groups (see `Grouping`), or
 * windows of `width` days of the year, from the fields of month and day.
 */
export const termSchema = lazily(() => {
  const { part, width, bins, starts } = groupingSchemas();
  return z.union([
    z.strictObject({ field: fieldNameSchema(), part, width, bins, starts }),
    z.strictObject({ month: fieldNameSchema(), day: fieldNameSchema(), width }),
  ]);
});

export type Term = z.infer<ReturnType<typeof termSchema>>;

/** The fields that a term reads. */
export function termUses(term: Term): FieldUse[] {
  if ('month' in term) return [term.month, term.day].map((field) => ({ field, types: ['integer'] }));
  if (term.part) return [{ field: term.field, types: ['timestamp'] }];
  if (term.width) return [{ field: term.field, types: ['integer'] }];
  const isMerged = term.bins !== undefined || term.starts !== undefined;
  return [{ field: term.field, types: isMerged ? ['integer', 'number'] : ['category', 'integer', 'number'] }];
}

/** A term in a few words: `HORA-I/3`, `age in 16 bins`. */
export function termTitle(term: Term): string {
  return ('month' in term ? `${term.month}–${term.day}` : term.field) + groupingTitle(term);
}

const DAYS = PARTS['day-of-year'];

/**
 * A term ready to use: the group of a row with columns as `writeColumns` has them is
 * `groups[row[first]·stride + row[second]]`, `second` only for dates.
 */
export interface CompiledTerm {
  /** Number of groups. */
  size: number;
  first: number;
  second: number | undefined;
  stride: number;
  groups: Uint32Array;
}

/**
 * Works out a table over the cells of the one or two fields of a term. The fields must have the types of `termUses`.
 * @throws {RangeError} for a month or day outside the calendar, and for groups that do not fit the field
 */
export function compileTerm(term: Term, fields: readonly Field[]): CompiledTerm {
  if (!('month' in term)) {
    const position = positionOf(term.field, fields);
    const first = columnOf(fields, position, term.part);
    return { ...compileGroups(fields[position]!, term), first, second: undefined, stride: 1 };
  }
  const { width = 1 } = term;
  const month = calendarField(term.month, fields, 12);
  const day = calendarField(term.day, fields, 31);
  const windows = Math.ceil(DAYS / width);
  const stride = cellCount(day.field);
  const groups = Uint32Array.from({ length: cellCount(month.field) * stride }, (_, k) => {
    const [monthCell, dayCell] = [Math.floor(k / stride), k % stride];
    if (isMissing(month.field, monthCell) || isMissing(day.field, dayCell)) return windows;
    const before = DAYS_BEFORE[monthCell + month.field.minimum - 1]!;
    return Math.floor(Math.min(DAYS - 1, before + dayCell + day.field.minimum - 1) / width);
  });
  const mayBeMissing = [month, day].some(({ field }) => field.missing !== undefined);
  return { size: windows + Number(mayBeMissing), first: month.position, second: day.position, stride, groups };
}

/**
 * The group of a row with its first column at `at` (see `writeColumns`); −1 if the term reads an unknown category.
 */
export function groupOf({ first, second, stride, groups }: CompiledTerm, cells: ArrayLike<number>, at = 0): number {
  const cell = cells[at + first]!;
  if (cell === UNKNOWN) return UNKNOWN;
  return groups[second === undefined ? cell : cell * stride + cells[at + second]!]!;
}

function positionOf(name: string, fields: readonly Field[]): number {
  return fields.findIndex((field) => field.name === name);
}

/** A field that counts from 1 to `last`, and its position. */
function calendarField(name: string, fields: readonly Field[], last: number) {
  const position = positionOf(name, fields);
  const field = fields[position] as Extract<Field, { type: 'integer' }>;
  if (field.minimum < 1 || field.maximum > last) throw new RangeError(`${name} must have values from 1 to ${last}`);
  return { position, field };
}
