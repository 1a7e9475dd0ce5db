/** The log-odds of a cross by the number of a combination. */
export interface CrossTable {
  /** Combinations, −1 in free slots; undefined where `values` is indexed by the combination itself. */
  keys: Int32Array | undefined;
  values: Float64Array;
  /** The hash of a combination is the upper bits of a product: all but this many. */
  shift: number;
}

/** Up to this many combinations, or combinations per cell, a plain table is small enough to stay in the cache. */
const SMALL = 512;
const SPARSE = 8;
/** 2^32 divided by the golden ratio. */
const MULTIPLIER = 0x9e3779b1;

/**
 * Prepares the cells of a cross for look-up: a plain table where combinations are few or mostly trained, else a hash
 * table at most a quarter full, with linear probing and multiplicative hashing (Knuth, TAOCP 3, section 6.4). A variant of
 * 20,000 cells so takes some hundred kilobytes, which stay in the processor's cache; plain tables would not.
 * @param size number of combinations
 */
export function compileCrossTable(cells: readonly number[], logOdds: readonly number[], size: number): CrossTable {
  if (size <= Math.max(SMALL, SPARSE * cells.length)) {
    const values = new Float64Array(size);
    for (const [k, cell] of cells.entries()) values[cell] = logOdds[k]!;
    return { keys: undefined, values, shift: 0 };
  }
  const bits = Math.max(2, Math.ceil(Math.log2(4 * cells.length)));
  const table = { keys: new Int32Array(2 ** bits).fill(-1), values: new Float64Array(2 ** bits), shift: 32 - bits };
  for (const [k, cell] of cells.entries()) {
    const slot = slotOf(table.keys, table.shift, cell);
    table.keys[slot] = cell;
    table.values[slot] = logOdds[k]!;
  }
  return table;
}

/** The log-odds of a combination; 0 for one that was not trained. */
export function crossLogOdds({ keys, values, shift }: CrossTable, combination: number): number {
  if (keys === undefined) return values[combination]!;
  return values[slotOf(keys, shift, combination)]!;
}

/** The slot of a combination, or the free one where it would be. */
function slotOf(keys: Int32Array, shift: number, combination: number): number {
  const last = keys.length - 1;
  let slot = Math.imul(combination, MULTIPLIER) >>> shift;
  while (keys[slot] !== combination && keys[slot] !== -1) slot = (slot + 1) & last;
  return slot;
}
