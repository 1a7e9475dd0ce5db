import type { Evaluation } from '../../../src/core/artifact.ts';
import { Failure } from '../../cli/command.ts';
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
    train: positions.filter((r) => rows.randomSplit[r] !== TEST),
    test: positions.filter((r) => rows.randomSplit[r] === TEST),
  };
  const time = timeSplitOf(rows);
  return time.train.length > 0 || time.test.length > 0 ? [random, time] : [random];
}

/** The split by time; both parts are empty if model.json defines none. */
export function timeSplitOf(rows: TrainingRows): Split {
  const positions = everyRow(rows);
  return {
    split: 'time',
    train: positions.filter((r) => rows.timeSplit[r] === TRAIN || rows.timeSplit[r] === VALIDATION),
    test: positions.filter((r) => rows.timeSplit[r] === TEST),
  };
}

/**
 * The splits of a model, or only the one that is asked for.
 * @throws {Failure} when the model has no such split
 */
export function chosenSplits(model: string, rows: TrainingRows, asked?: Split['split']): Split[] {
  const splits = splitsOf(rows).filter(({ split }) => asked === undefined || split === asked);
  if (splits.length > 0) return splits;
  throw new Failure(`model ${model} has no ${asked} split: model.json defines none`);
}
