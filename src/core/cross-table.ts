/** A number for each trained combination of a cross. */
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
 * Prepares the cells of a cross for look-up: a plain table if combinations are few or mostly trained, else a hash table
 * at most a quarter full, with linear probing and multiplicative hashing (Knuth, TAOCP 3, section 6.4). The table of a
 * variant with 20,000 cells takes some hundred kilobytes, which stay in the processor's cache. Plain tables would not.
 * @param values one per cell
 * @param size number of combinations
 * @param none the value of a combination that is not among the cells
 */
export function compileCrossTable(
  cells: readonly number[],
  values: readonly number[],
  size: number,
  none: number,
): CrossTable {
  if (size <= Math.max(SMALL, SPARSE * cells.length)) {
    const table = new Float64Array(size).fill(none);
    for (const [k, cell] of cells.entries()) table[cell] = values[k]!;
    return { keys: undefined, values: table, shift: 0 };
  }
  const bits = Math.max(2, Math.ceil(Math.log2(4 * cells.length)));
  const keys = new Int32Array(2 ** bits).fill(-1);
  const table = { keys, values: new Float64Array(2 ** bits).fill(none), shift: 32 - bits };
  for (const [k, cell] of cells.entries()) {
    const slot = slotOf(keys, table.shift, cell);
    keys[slot] = cell;
    table.values[slot] = values[k]!;
  }
  return table;
}

/** The positions of combinations among the cells; −1 for one that is not among them. See `compileCrossTable`. */
export function compilePositions(cells: readonly number[], size: number): CrossTable {
  return compileCrossTable(cells, [...cells.keys()], size, -1);
}

/** The value of a combination. */
export function crossValue({ keys, values, shift }: CrossTable, combination: number): number {
  if (keys === undefined) return values[combination]!;
  return values[slotOf(keys, shift, combination)]!;
}

/** The slot of a combination, or the free slot where it would be. */
function slotOf(keys: Int32Array, shift: number, combination: number): number {
  const last = keys.length - 1;
  let slot = Math.imul(combination, MULTIPLIER) >>> shift;
  while (keys[slot] !== combination && keys[slot] !== -1) slot = (slot + 1) & last;
  return slot;
}
