import { UNKNOWN } from './cell.ts';
import { type CompiledTerm, groupOf } from './term.ts';

/** The largest number of combinations that 32-bit integers can tell apart. */
const MOST_COMBINATIONS = 2 ** 31;

/** Number of combinations of the groups of a cross's terms. @throws {RangeError} if there are more than 2^31 */
export function combinations(terms: readonly Pick<CompiledTerm, 'size'>[]): number {
  const product = terms.reduce((product, { size }) => product * size, 1);
  if (product <= MOST_COMBINATIONS) return product;
  throw new RangeError(`a cross has ${product} combinations: at most ${MOST_COMBINATIONS} are supported`);
}

/**
 * The combination of a row's groups as one number, the last term counting fastest; −1 with an unknown category. The row
 * has columns as `writeColumns` has them.
 */
export function combinationOf(terms: readonly CompiledTerm[], cells: ArrayLike<number>): number {
  let combination = 0;
  for (const term of terms) {
    const group = groupOf(term, cells);
    if (group === UNKNOWN) return UNKNOWN;
    combination = combination * term.size + group;
  }
  return combination;
}
