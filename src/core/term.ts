import * as z from 'zod/mini';
import { cellCount, UNKNOWN } from './encode.ts';
import type { FieldUse } from './features/kind.ts';
import { type Field, fieldNameSchema } from './field.ts';
import { lazily } from './lazily.ts';

/** What a cross combines: a field, an integer field in groups of `width`, or windows of `width` days of the year. */
export const termSchema = lazily(() => {
  const width = z.optional(z.int().check(z.minimum(2)));
  return z.union([
    z.strictObject({ field: fieldNameSchema(), width }),
    z.strictObject({ month: fieldNameSchema(), day: fieldNameSchema(), width }),
  ]);
});

export type Term = z.infer<ReturnType<typeof termSchema>>;

/** The fields that a term reads. */
export function termUses(term: Term): FieldUse[] {
  if ('month' in term) return [term.month, term.day].map((field) => ({ field, types: ['integer'] }));
  return [{ field: term.field, types: term.width ? ['integer'] : ['category', 'integer'] }];
}

/** A term in a few words: `HORA-I/3`. */
export function termTitle(term: Term): string {
  return ('month' in term ? `${term.month}–${term.day}` : term.field) + (term.width ? `/${term.width}` : '');
}

/** Days before each month of a year that has a 29 February. */
const DAYS_BEFORE = [0, 31, 60, 91, 121, 152, 182, 213, 244, 274, 305, 335];
const DAYS = 366;

/** A term ready to use: the group of a row is `groups[cells[first]·stride + cells[second]]`, `second` only for dates. */
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
 * @throws {RangeError} for a month or day outside the calendar
 */
export function compileTerm(term: Term, fields: readonly Field[]): CompiledTerm {
  const { width = 1 } = term;
  if ('month' in term) {
    const [first, firstMonth, months] = calendarField(term.month, fields, 12);
    const [second, firstDay, days] = calendarField(term.day, fields, 31);
    const groups = Uint32Array.from({ length: months * days }, (_, k) => {
      const before = DAYS_BEFORE[Math.floor(k / days) + firstMonth - 1]!;
      return Math.floor(Math.min(DAYS - 1, before + (k % days) + firstDay - 1) / width);
    });
    return { size: Math.ceil(DAYS / width), first, second, stride: days, groups };
  }
  const first = positionOf(term.field, fields);
  const count = cellCount(fields[first]!);
  const groups = Uint32Array.from({ length: count }, (_, cell) => Math.floor(cell / width));
  return { size: Math.ceil(count / width), first, second: undefined, stride: 1, groups };
}

/** The group of a row with its first cell at `at`; −1 if the term reads an unknown category. */
export function groupOf({ first, second, stride, groups }: CompiledTerm, cells: ArrayLike<number>, at = 0): number {
  const cell = cells[at + first]!;
  if (cell === UNKNOWN) return UNKNOWN;
  return groups[second === undefined ? cell : cell * stride + cells[at + second]!]!;
}

function positionOf(name: string, fields: readonly Field[]): number {
  return fields.findIndex((field) => field.name === name);
}

/** Position, minimum and number of cells of a field that counts from 1 to `last`. */
function calendarField(name: string, fields: readonly Field[], last: number): [number, number, number] {
  const position = positionOf(name, fields);
  const { minimum = 0, maximum = 0 } = fields[position] as Exclude<Field, { type: 'category' }>;
  if (minimum < 1 || maximum > last) throw new RangeError(`${name} must have values from 1 to ${last}`);
  return [position, minimum, maximum - minimum + 1];
}
