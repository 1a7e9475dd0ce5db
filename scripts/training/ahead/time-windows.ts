import { holdOutWindow } from '../rows/hold-out-window.ts';
import { TEST, TRAIN, type TrainingRows, VALIDATION } from '../rows/rows.ts';

/** Rows as they were at a point in time: those before it are for training, the window after it is held out. */
export interface Origin {
  /** The rows, with these parts as their time split; the window before the point is for validation. */
  rows: TrainingRows;
  train: Uint32Array;
  held: Uint32Array;
}

/** Windows of the training rows, of equal numbers of days. */
const WINDOWS = 8;
/** So many windows at the end are held out in turn. */
const HELD = 4;

/**
 * The last windows of the selected rows, each held out from the rows before it, in order of time. Empty if the order is not
 * known, or there are not enough days.
 */
export function origins(rows: TrainingRows, selected: Uint32Array): Origin[] {
  const { time } = rows;
  if (time === undefined) return [];
  const days = Float64Array.from(new Set(Array.from(selected, (r) => time[r]!))).sort();
  if (days.length < WINDOWS) return [];
  const windowOf = new Map(Array.from(days, (day, d) => [day, Math.floor((d * WINDOWS) / days.length)]));
  return Array.from({ length: HELD }, (_, k) => {
    const window = WINDOWS - HELD + k;
    const parted = holdOutWindow(rows, selected, (r) => windowOf.get(time[r]!)!, window);
    const isPart = (...parts: number[]) => selected.filter((r) => parts.includes(parted.timeSplit[r]!));
    return { rows: parted, train: isPart(TRAIN, VALIDATION), held: isPart(TEST) };
  });
}
