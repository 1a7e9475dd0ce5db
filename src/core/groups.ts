import * as z from 'zod/mini';
import { knownCount } from './cell.ts';
import type { Field } from './field.ts';
import { lazily } from './lazily.ts';
import { PART_NAMES, PARTS } from './parts.ts';

/** The most groups that `bins` may ask for. */
export const MOST_BINS = 64;

export const groupingSchemas = lazily(() => ({
  /** What of a timestamp. */
  part: z.optional(z.enum(PART_NAMES)),
  /** Groups of this many integers. */
  width: z.optional(z.int().check(z.minimum(2))),
  /** At most this many groups of neighbouring cells, about equally many in each. */
  bins: z.optional(z.int().check(z.minimum(2), z.maximum(MOST_BINS))),
  /** The cells at which the second and all further groups begin, in ascending order. */
  starts: z.optional(z.array(z.int()).check(z.minLength(1))),
}));

type Schemas = ReturnType<typeof groupingSchemas>;

/** What of a timestamp, and how neighbouring cells are merged into groups: by one of width, bins and starts, or not at all. */
export type Grouping = { [Name in keyof Schemas]?: z.infer<Schemas[Name]> };

/** The group of each cell of a field, and how many groups there are. */
export interface Groups {
  size: number;
  groups: Uint32Array;
}

/**
 * Merges the cells of a field into groups; without a grouping, each is its own. A missing value is always a group of its
 * own, the last.
 * @throws {RangeError} for a number without bins, a timestamp without a part, two kinds of grouping, and starts that are
 * not ascending cells
 */
export function compileGroups(field: Field, grouping: Grouping): Groups {
  const { part } = grouping;
  const known = part === undefined ? knownCount(field) : PARTS[part];
  if (field.type === 'timestamp' && part === undefined) {
    throw new RangeError(`${field.name} is a timestamp: expected a part, one of ${PART_NAMES.join(', ')}`);
  }
  if (known === 0) throw new RangeError(`${field.name} has no bins`);
  const groupOf = grouper(field.name, grouping, known);
  const groups = Uint32Array.from({ length: known }, (_, cell) => groupOf(cell));
  const size = groups[known - 1]! + 1;
  return field.missing === undefined ? { size, groups } : { size: size + 1, groups: Uint32Array.of(...groups, size) };
}

/** A grouping in a few words, after the name of a field: `/3`, ` in 16 bins`, ` hour/3`. */
export function groupingTitle({ part, width, bins, starts }: Grouping): string {
  const whole = part === undefined ? '' : ` ${part}`;
  if (width !== undefined) return `${whole}/${width}`;
  const most = bins ?? (starts && starts.length + 1);
  return most === undefined ? whole : `${whole} in ${most} bins`;
}

function grouper(name: string, { width, bins, starts }: Grouping, known: number): (cell: number) => number {
  if ([width, bins, starts].filter((given) => given !== undefined).length > 1) {
    throw new RangeError(`${name} is grouped twice: expected one of width, bins and starts`);
  }
  if (width !== undefined) return (cell) => Math.floor(cell / width);
  if (bins !== undefined && bins < known) return (cell) => Math.floor((cell * bins) / known);
  if (starts === undefined) return (cell) => cell;
  const wrong = starts.findIndex((start, k) => start <= (starts[k - 1] ?? 0) || start >= known);
  if (wrong < 0) return (cell) => starts.findLastIndex((start) => start <= cell) + 1;
  const found = `start ${wrong} of ${name} is ${starts[wrong]}`;
  throw new RangeError(`${found}: expected increasing numbers from 1 to ${known - 1}`);
}
