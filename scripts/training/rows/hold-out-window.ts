import { TEST, TRAIN, type TrainingRows, VALIDATION } from './rows.ts';

/**
 * The rows with a time split that holds out one window: the window before it is for validation, earlier ones are for
 * training, and later rows have no part.
 * @param windowOf the window of a row, counted in order of time
 */
export function holdOutWindow(
  rows: TrainingRows,
  selected: Uint32Array,
  windowOf: (r: number) => number,
  held: number,
): TrainingRows {
  const timeSplit = new Uint8Array(rows.timeSplit.length);
  for (const r of selected) {
    const before = held - windowOf(r);
    timeSplit[r] = before === 0 ? TEST : before === 1 ? VALIDATION : before > 1 ? TRAIN : 0;
  }
  return { ...rows, timeSplit };
}
