import { cellValue } from '../../../src/core/decode.ts';
import type { Field } from '../../../src/core/field.ts';
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
 * 2000). Windows are the values of the first field of `order`, or of as many fields as it takes for six windows; without
 * `order` they are months, or days if there are fewer than six months. More than twelve are merged with their neighbours.
 * Each of the last `most` windows is held out once; the window before it is for validation. Empty if that gives fewer than
 * four cuts, or the order of the rows is not known.
 */
export function rollingCuts(rows: TrainingRows, order: readonly string[] | undefined, most = MOST_CUTS): Cut[] {
  const inSplit = everyRow(rows).filter((r) => rows.timeSplit[r] !== 0);
  const found = order ? windowKeys(orderings(rows, order), inSplit) : windowKeys(calendar(rows), inSplit);
  if (found === undefined) return [];
  const { keys, distinct, nameOf } = found;
  const size = Math.ceil(distinct.length / MOST_WINDOWS);
  const count = Math.ceil(distinct.length / size);
  const windowOf = new Map(Array.from(distinct, (key, k) => [key, Math.floor(k / size)]));
  const windows = Float64Array.from(keys, (key) => windowOf.get(key) ?? Number.NaN);
  const first = Math.max(BEFORE, count - most);
  if (count - first < FEWEST_CUTS) return [];
  return Array.from({ length: count - first }, (_, k) => {
    const held = first + k;
    const cutRows = holdOutWindow(rows, inSplit, (r) => windows[r]!, held);
    const split = timeSplitOf(cutRows);
    return { cut: windowName(keys, nameOf, split.test), rows: cutRows, split };
  });
}

/** A way to cut time: by group, a key that grows with time, and its name for people. */
interface Ordering {
  keys: Float64Array;
  nameOf: (r: number) => string;
}

/** The coarsest ordering with enough distinct values among the selected rows, else the finest. */
function windowKeys(orderings: readonly Ordering[], selected: Uint32Array) {
  const all = orderings.map((one) => {
    return { ...one, distinct: Float64Array.from(new Set(Array.from(selected, (r) => one.keys[r]!))).sort() };
  });
  return all.find(({ distinct }) => distinct.length >= BEFORE + FEWEST_CUTS) ?? all.at(-1);
}

/** By the first field of `order`, by the first two, and so on. */
function orderings(rows: TrainingRows, order: readonly string[]): Ordering[] {
  return order.map((_, k) => {
    const names = order.slice(0, k + 1);
    const fields = names.map((name) => rows.fields.find((field) => field.name === name)!);
    const text = (field: Field, r: number) => `${field.name} ${cellValue(field, rows.cells.get(field.name)![r]!)}`;
    return { keys: orderKeys(names, rows), nameOf: (r) => fields.map((field) => text(field, r)).join(', ') };
  });
}

/** By month and by day, if the rows have dates. */
function calendar({ time }: TrainingRows): Ordering[] {
  if (time === undefined) return [];
  const date = (day: number) => new Date(day * 86_400_000);
  const keys = time.map((day) => date(day).getUTCFullYear() * 12 + date(day).getUTCMonth());
  const text = (r: number, length: number) => date(time[r]!).toISOString().slice(0, length);
  return [
    { keys, nameOf: (r) => text(r, '2024-12'.length) },
    { keys: time, nameOf: (r) => text(r, '2024-12-31'.length) },
  ];
}

/** The names of the first and the last row of a window. */
function windowName(keys: Float64Array, nameOf: (r: number) => string, test: Uint32Array): string {
  const sorted = test.toSorted((a, b) => keys[a]! - keys[b]!);
  const [begin, end] = [nameOf(sorted[0]!), nameOf(sorted.at(-1)!)];
  return begin === end ? begin : `${begin} to ${end}`;
}
