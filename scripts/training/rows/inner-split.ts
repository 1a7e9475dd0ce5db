import { TRAIN, type TrainingRows, VALIDATION } from './rows.ts';

/** Training rows, and those of them that settings are chosen on. */
export interface InnerSplit {
  train: Uint32Array;
  validation: Uint32Array;
}

/**
 * Parts selected training rows for the choice of settings, never touching a row outside of them: by a random third, or
 * by time, the last of the training rows against those before.
 * @throws {RangeError} when one side is empty
 */
export function innerSplit(rows: TrainingRows, selected: Uint32Array, by: 'random' | 'time'): InnerSplit {
  const part = by === 'time' ? rows.timePart : rows.randomPart;
  const validation = selected.filter((r) => part[r] === VALIDATION);
  const train = selected.filter((r) => (by === 'time' ? part[r] === TRAIN : part[r] !== VALIDATION));
  if (train.length === 0 || validation.length === 0) {
    throw new RangeError(
      `validation by ${by} leaves ${train.length} groups to train and ${validation.length} to validate on`,
    );
  }
  return { train, validation };
}

/** At most so many of the rows selected, evenly spaced. */
export function thin(selected: Uint32Array, most: number): Uint32Array {
  const stride = Math.ceil(selected.length / most);
  return stride <= 1 ? selected : selected.filter((_, k) => k % stride === 0);
}
