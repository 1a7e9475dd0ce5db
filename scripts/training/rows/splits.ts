import type { Evaluation } from '../../../src/core/artifact.ts';
import { everyRow, TEST, TRAIN, type TrainingRows, VALIDATION } from './rows.ts';

/** The seed of the random third behind the figures in artifacts. */
export const SEED = 1;

/** A way to hold rows out: positions of the groups to train on, and of those to test on. */
export interface Split {
  split: Evaluation['split'];
  train: Uint32Array;
  test: Uint32Array;
}

/** The splits of a model: always a random third; also before and after, if model.json says which rows are which. */
export function splitsOf(rows: TrainingRows): Split[] {
  const positions = everyRow(rows);
  const random: Split = {
    split: 'random',
    train: positions.filter((r) => rows.randomPart[r] !== TEST),
    test: positions.filter((r) => rows.randomPart[r] === TEST),
  };
  const time: Split = {
    split: 'time',
    train: positions.filter((r) => rows.timePart[r] === TRAIN || rows.timePart[r] === VALIDATION),
    test: positions.filter((r) => rows.timePart[r] === TEST),
  };
  return time.train.length > 0 || time.test.length > 0 ? [random, time] : [random];
}
