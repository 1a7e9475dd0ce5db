import type { Field, Term } from './artifact.ts';
import { cellCount, UNKNOWN } from './encode.ts';

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
 * Works a term out into a table over the cells of its one or two fields.
 * @throws {RangeError} when a field does not exist or is not of the type that the term needs
 */
export function compileTerm(term: Term, fields: readonly Field[]): CompiledTerm {
  const { width = 1 } = term;
  if ('month' in term) {
    const month = integerField(term.month, fields);
    const day = integerField(term.day, fields);
    if (month.field.minimum < 1 || month.field.maximum > 12) throw new RangeError(`${term.month} is not a month, 1–12`);
    if (day.field.minimum < 1 || day.field.maximum > 31) throw new RangeError(`${term.day} is not a day, 1–31`);
    const stride = cellCount(day.field);
    const groups = Uint32Array.from({ length: cellCount(month.field) * stride }, (_, k) => {
      const before = DAYS_BEFORE[Math.floor(k / stride) + month.field.minimum - 1]!;
      return Math.floor(Math.min(DAYS - 1, before + (k % stride) + day.field.minimum - 1) / width);
    });
    return { size: Math.ceil(DAYS / width), first: month.position, second: day.position, stride, groups };
  }
  const { field, position } = discreteField(term.field, fields);
  if (width > 1 && field.type !== 'integer') throw new RangeError(`${term.field} is not an integer: it has no width`);
  const count = cellCount(field);
  const groups = Uint32Array.from({ length: count }, (_, cell) => Math.floor(cell / width));
  return { size: Math.ceil(count / width), first: position, second: undefined, stride: 1, groups };
}

/** The group of a row whose cells begin at `at`, or −1 when it has an unknown category there. */
export function groupOf({ first, second, stride, groups }: CompiledTerm, cells: ArrayLike<number>, at = 0): number {
  const cell = cells[at + first]!;
  if (cell === UNKNOWN) return UNKNOWN;
  return groups[second === undefined ? cell : cell * stride + cells[at + second]!]!;
}

function discreteField(name: string, fields: readonly Field[]) {
  const position = fields.findIndex((field) => field.name === name);
  const field = fields[position];
  if (field === undefined) throw new RangeError(`there is no field ${name}`);
  if (field.type === 'number') throw new RangeError(`${name} is a number: a cross needs categories or integers`);
  return { field, position };
}

function integerField(name: string, fields: readonly Field[]) {
  const { field, position } = discreteField(name, fields);
  if (field.type !== 'integer') throw new RangeError(`${name} is not an integer`);
  return { field, position };
}
