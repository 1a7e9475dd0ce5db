import { progress } from '../cli/command.ts';
import type { ModelDefinition } from '../models/definition.ts';
import { findData } from '../models/read-model.ts';
import { loadRows } from './rows/load-rows.ts';
import type { TrainingRows } from './rows/rows.ts';
import { SEED } from './rows/splits.ts';

/**
 * Finds the data of a model and loads its rows, with a line on stderr.
 * @throws {Failure} when there are no data, or they are not fit for training
 */
export async function openRows(
  model: string,
  { definition, query }: { definition: ModelDefinition; query: string },
  { data, seed = SEED }: { data?: string | undefined; seed?: number } = {},
): Promise<TrainingRows> {
  const path = findData(definition, data);
  progress(`${model}: reading ${path}`);
  return loadRows(definition, query, path, seed);
}
