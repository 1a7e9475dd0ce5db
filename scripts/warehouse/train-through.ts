import { Failure, progress } from '../cli/command.ts';
import type { FeatureDefinition, VariantDefinition } from '../models/definition.ts';
import { sha256 } from '../models/digest.ts';
import type { TrainableDefinition } from '../models/read-model.ts';
import type { Journal } from '../training/fit/steps.ts';
import { SEED } from '../training/rows/splits.ts';
import type { TrainedArtifact } from '../training/train-model.ts';
import { type Prepared, prepare } from './cells/prepare.ts';
import type { Engine } from './engines/engine.ts';
import { scratchTables, trainInEngine } from './train-in-engine.ts';

/** A variant to train in an engine. */
export interface EngineVariant {
  model: string;
  name: string;
  variant: VariantDefinition;
  definition: TrainableDefinition;
  /** The query that selects the rows. */
  query: string;
}

export interface EngineTrainingOptions extends EngineVariant {
  journal: Journal;
  minCount: number;
}

/**
 * Trains a variant through an engine: fits its table of cells, evaluates, and drops its tables.
 * @param versions what the artifact says of the engine
 */
export async function trainThrough(
  engine: Engine,
  prepared: Prepared,
  options: EngineTrainingOptions & { versions: Record<string, string> },
): Promise<TrainedArtifact> {
  const { model, name } = options;
  const cells = cellsTable(options);
  const onProgress = (text: string) => progress(`${model}/${name}: ${text}`);
  const artifact = await trainInEngine({ ...options, engine, cells, prepared, onProgress });
  const tables = scratchTables(cells).map((table) => `DROP TABLE IF EXISTS ${table}`);
  await engine.run(tables, 'dropping the tables');
  return artifact;
}

/** Makes the table of cells of a variant from the tables of the engine. */
export async function prepareQuery(engine: Engine, options: EngineTrainingOptions): Promise<Prepared> {
  const rows = `${cellsTable(options)}_rows`;
  await engine.run(engine.dialect.replaceTable(rows, options.query), 'the query of the rows');
  const prepared = await prepareVariant(engine, options, rows);
  await engine.run([`DROP TABLE IF EXISTS ${rows}`], 'dropping the rows');
  return prepared;
}

/** Makes the table of cells of a variant from a table of its rows. @throws {Failure} when the rows or the features are not fit for an engine */
export function prepareVariant(
  engine: Engine,
  { name, variant, definition, minCount, ...about }: Omit<EngineTrainingOptions, 'journal'>,
  rows: string,
): Promise<Prepared> {
  const features = listedFeatures(name, variant);
  const cells = cellsTable({ name, ...about });
  return prepare(engine, definition, { rows, cells, features, seed: SEED, minCount });
}

/** What a journal is of. */
export function subjectOf({ variant, definition, query }: EngineVariant, engine: string, minCount: number): string {
  return sha256(JSON.stringify([engine, minCount, variant, definition, query]));
}

export function cellsTable({ model, name }: Pick<EngineVariant, 'model' | 'name'>): string {
  return `edge_logit_${model}_${name}`.replaceAll('-', '_');
}

/** The features of a variant. @throws {Failure} when they, or their validation, need single rows */
export function listedFeatures(
  name: string,
  { features, validation }: VariantDefinition,
): FeatureDefinition[] | 'additive' {
  if (!Array.isArray(features) && features !== 'additive') {
    throw new Failure(
      `variant ${name} has features that training searches for, among rows in memory: list its features in model.json`,
    );
  }
  if (validation !== 'time') return features;
  throw new Failure(`variant ${name} has "validation": "time", whose calibration needs rows in memory; leave it out`);
}
