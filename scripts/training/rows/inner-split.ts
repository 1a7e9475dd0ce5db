import { TRAIN, type TrainingRows, VALIDATION } from './rows.ts';
import { onlyClass } from './splits.ts';

/** Training rows in two parts: settings are chosen by how well a fit of the first does on the second. */
export interface InnerSplit {
  train: Uint32Array;
  validation: Uint32Array;
}

/**
 * Splits selected training rows for the choice of settings, and never reads a row outside of them. The validation rows
 * are a random third, or by time the last of the training rows.
 * @throws {RangeError} when a part is empty
 */
export function innerSplit(rows: TrainingRows, selected: Uint32Array, by: 'random' | 'time'): InnerSplit {
  const part = by === 'time' ? rows.timeSplit : rows.randomSplit;
  const validation = selected.filter((r) => part[r] === VALIDATION);
  const train = selected.filter((r) => (by === 'time' ? part[r] === TRAIN : part[r] !== VALIDATION));
  if (train.length === 0 || validation.length === 0) {
    throw new RangeError(
      `validation by ${by} leaves ${train.length} groups to train and ${validation.length} to validate on`,
    );
  }
  return { train, validation };
}

/** `innerSplit`, or undefined where a part of a random split lacks a class: such a split is no ground to choose on. */
export function usableInnerSplit(
  rows: TrainingRows,
  selected: Uint32Array,
  by: 'random' | 'time',
): InnerSplit | undefined {
  if (by === 'random') {
    const parts = [true, false].map((own) => selected.filter((r) => (rows.randomSplit[r] === VALIDATION) === own));
    if (parts.some((part) => onlyClass(rows, part) !== undefined)) return undefined;
  }
  return innerSplit(rows, selected, by);
}

/** At most this many of the selected rows, evenly spaced. */
export function subsample(selected: Uint32Array, most: number): Uint32Array {
  const stride = Math.ceil(selected.length / most);
  return stride <= 1 ? selected : selected.filter((_, k) => k % stride === 0);
}
