import { progress } from '../cli/command.ts';
import { findData, type TrainableDefinition } from '../models/read-model.ts';
import { loadRows } from './rows/load-rows.ts';
import { MIN_COUNT } from './rows/options.ts';
import type { TrainingRows } from './rows/rows.ts';
import { SEED } from './rows/splits.ts';

export interface OpenOptions {
  /** Another data file than the one in model.json. */
  data?: string | undefined;
  /** Which random third is held out. */
  seed?: number;
  /** For category fields that neither list a vocabulary nor state a `minCount` of their own. */
  minCount?: number | undefined;
}

/**
 * Finds the data of a model and loads its rows, with a line on stderr.
 * @throws {Failure} when there are no data, or they are not fit for training
 */
export async function openRows(
  model: string,
  { definition, query }: { definition: TrainableDefinition; query: string },
  { data, seed = SEED, minCount = MIN_COUNT }: OpenOptions = {},
): Promise<TrainingRows> {
  const path = findData(definition, data);
  progress(`${model}: reading ${path}`);
  return loadRows(definition, query, path, seed, minCount);
}
