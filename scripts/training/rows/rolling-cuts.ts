import { cellValue } from '../../../src/core/decode.ts';
import { holdOutWindow } from './hold-out-window.ts';
import { orderKeys } from './read-clusters.ts';
import { everyRow, type TrainingRows } from './rows.ts';
import { type Split, timeSplitOf } from './splits.ts';

/** Rows cut at one point in time: a window is held out, everything before it is for training. */
export interface Cut {
  /** The window that is held out, for people: `month 7`. */
  cut: string;
  /** The rows, with their parts of this cut as time split. */
  rows: TrainingRows;
  split: Split;
}

/** With fewer cuts, figures per cut say too little. */
const FEWEST_CUTS = 4;
const MOST_CUTS = 6;
/** Windows before the first one that is held out: one to train on, one to validate on. */
const BEFORE = 2;
const MOST_WINDOWS = 12;

/**
 * Cuts the rows of the time split at several points (rolling origin: Tashman, International Journal of Forecasting 16,
 * 2000). Windows are the values of the first field of `order`, or of as many fields as it takes for six windows; more than
 * twelve are merged with their neighbours. Each of the last `most` windows is held out once; the window before it is for
 * validation. Empty if that gives fewer than four cuts.
 */
export function rollingCuts(rows: TrainingRows, order: readonly string[], most = MOST_CUTS): Cut[] {
  const inSplit = everyRow(rows).filter((r) => rows.timeSplit[r] !== 0);
  const { names, keys, distinct } = windowKeys(rows, order, inSplit);
  const size = Math.ceil(distinct.length / MOST_WINDOWS);
  const count = Math.ceil(distinct.length / size);
  const windowOf = new Map(Array.from(distinct, (key, k) => [key, Math.floor(k / size)]));
  const windows = keys.map((key) => windowOf.get(key) ?? Number.NaN);
  const first = Math.max(BEFORE, count - most);
  if (count - first < FEWEST_CUTS) return [];
  return Array.from({ length: count - first }, (_, k) => {
    const held = first + k;
    const cutRows = holdOutWindow(rows, inSplit, (r) => windows[r]!, held);
    const split = timeSplitOf(cutRows);
    return { cut: windowName(rows, names, split.test), rows: cutRows, split };
  });
}

/** The shortest beginning of `order` with enough distinct values, and these values. */
function windowKeys(rows: TrainingRows, order: readonly string[], selected: Uint32Array) {
  for (let length = 1; ; length++) {
    const names = order.slice(0, length);
    const keys = orderKeys(names, rows);
    const distinct = Float64Array.from(new Set(Array.from(selected, (r) => keys[r]!))).sort();
    if (distinct.length >= BEFORE + FEWEST_CUTS || length >= order.length) return { names, keys, distinct };
  }
}

/** The values of the first and the last row of a window, in the order of the fields. */
function windowName(rows: TrainingRows, names: readonly string[], test: Uint32Array): string {
  const keys = orderKeys(names, rows);
  const sorted = test.toSorted((a, b) => keys[a]! - keys[b]!);
  const text = (r: number) =>
    names
      .map((name) => {
        const field = rows.fields.find((one) => one.name === name)!;
        return `${name} ${cellValue(field, rows.cells.get(name)![r]!)}`;
      })
      .join(', ');
  const [begin, end] = [text(sorted[0]!), text(sorted.at(-1)!)];
  return begin === end ? begin : `${begin} to ${end}`;
}
