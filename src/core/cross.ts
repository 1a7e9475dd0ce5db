import type { CrossFeature, Field } from './artifact.ts';
import { UNKNOWN } from './encode.ts';
import { type CompiledTerm, compileTerm, groupOf } from './term.ts';

/** Up to this many combinations, a table of positions is smaller than a hash map is slow. */
const LARGEST_TABLE = 2 ** 20;

/** A cross ready to use: `position` of the combination of a row among its cells, or −1 for one that has no cell. */
export interface CompiledCross {
  terms: readonly CompiledTerm[];
  position: (combination: number) => number;
}

/** Number of combinations of the groups of a cross's terms. */
export function combinations(terms: readonly CompiledTerm[]): number {
  return terms.reduce((product, { size }) => product * size, 1);
}

/** Prepares a cross for scoring and training. @throws {RangeError} when a term does not fit the fields */
export function compileCross(
  { terms, cells }: Pick<CrossFeature, 'terms' | 'cells'>,
  fields: readonly Field[],
): CompiledCross {
  const compiled = terms.map((term) => compileTerm(term, fields));
  const size = combinations(compiled);
  if (size > LARGEST_TABLE) {
    const positions = new Map(cells.map((cell, position) => [cell, position]));
    return { terms: compiled, position: (combination) => positions.get(combination) ?? -1 };
  }
  const table = new Int32Array(size).fill(-1);
  for (const [position, cell] of cells.entries()) table[cell] = position;
  return { terms: compiled, position: (combination) => table[combination]! };
}

/** The combination of a row's groups as one number, the last term counting fastest; −1 with an unknown category. */
export function combinationOf(terms: readonly CompiledTerm[], cells: ArrayLike<number>): number {
  let combination = 0;
  for (const term of terms) {
    const group = groupOf(term, cells);
    if (group === UNKNOWN) return UNKNOWN;
    combination = combination * term.size + group;
  }
  return combination;
}
