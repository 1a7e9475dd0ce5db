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

/** So that a combination is a 32-bit integer. */
const MOST_COMBINATIONS = 2 ** 31;

/** Number of combinations of the groups of a cross's terms. @throws {RangeError} when there are more than 2^31 */
export function combinations(terms: readonly Pick<CompiledTerm, 'size'>[]): number {
  const product = terms.reduce((product, { size }) => product * size, 1);
  if (product <= MOST_COMBINATIONS) return product;
  throw new RangeError(`a cross has ${product} combinations: at most ${MOST_COMBINATIONS} can be told apart`);
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
