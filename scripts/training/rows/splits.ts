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

/** Why a model cannot be fitted without the rows that a split holds out, or not be measured on them; undefined if it can. */
export function whyUnmeasured({ weight, positives }: TrainingRows, { train, test }: Split): string | undefined {
  if (test.length === 0) return 'no row is held out';
  if (train.length === 0) return 'all rows are held out';
  const only = onlyClass({ weight, positives }, train);
  return only && `all rows that are not held out are ${only}`;
}

/** Why contenders cannot be compared on the rows that a split holds out; undefined if they can. */
export function whyIncomparable(rows: TrainingRows, split: Split): string | undefined {
  const only = onlyClass(rows, split.test);
  return whyUnmeasured(rows, split) ?? (only && `all held-out rows are ${only}`);
}

/** The class that all selected rows have; undefined if they have both. */
export function onlyClass(
  { weight, positives }: Pick<TrainingRows, 'weight' | 'positives'>,
  selected: Uint32Array,
): 'negative' | 'positive' | undefined {
  if (selected.every((r) => positives[r] === 0)) return 'negative';
  return selected.every((r) => positives[r] === weight[r]) ? 'positive' : undefined;
}

/**
 * The splits of a model that can be measured, or only the one that is asked for.
 * @param why why a split cannot be measured
 * @throws {Failure} when the model has no such split
 */
export function chosenSplits(
  model: string,
  rows: TrainingRows,
  asked?: Split['split'],
  why: (rows: TrainingRows, split: Split) => string | undefined = whyUnmeasured,
): Split[] {
  const splits = splitsOf(rows).filter(({ split }) => asked === undefined || split === asked);
  if (splits.length === 0) throw new Failure(`model ${model} has no ${asked} split: model.json defines none`);
  const measured = splits.filter((split) => why(rows, split) === undefined);
  if (measured.length > 0) return measured;
  const reasons = splits.map((split) => `${split.split} split: ${why(rows, split)}`);
  throw new Failure(`model ${model} cannot be measured; ${reasons.join('; ')}`);
}
