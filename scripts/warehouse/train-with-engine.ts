import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { version as duckdbVersion } from '@duckdb/node-api';
import type { Example } from '../../src/core/artifact.ts';
import { Failure, progress } from '../cli/command.ts';
import { openDatabase } from '../data-file/database.ts';
import type { FeatureDefinition, VariantDefinition } from '../models/definition.ts';
import { sha256 } from '../models/digest.ts';
import { findData, readModel, type TrainableDefinition } from '../models/read-model.ts';
import { requireVariant } from '../models/require-variant.ts';
import type { Journal } from '../training/fit/steps.ts';
import { SEED } from '../training/rows/splits.ts';
import { withRows } from '../training/rows/with-rows.ts';
import type { TrainedArtifact } from '../training/train-model.ts';
import { commandEngine } from './command-engine.ts';
import type { EngineName } from './dialects.ts';
import { duckdbEngine } from './duckdb-engine.ts';
import { fileJournal } from './journal.ts';
import { type Prepared, type PrepareOptions, prepare } from './prepare.ts';
import { type StateFolder, stateFolder } from './state-folder.ts';
import { trainInEngine } from './train-in-engine.ts';

export interface EngineOptions {
  engine: EngineName;
  /** A command line that reads SQL and writes rows; without it, DuckDB in this process. */
  engineCommand?: string;
  /** File of the query that selects the rows, for engines other than DuckDB in this process. */
  query?: string;
  /** Go on from the state of an interrupted training. */
  resume?: boolean;
  /** Folder for the state. */
  state: string;
  data?: string;
  minCount: number;
}

/**
 * Trains variants of a model in an engine, one after the other. Writes nothing but its state, in folders that the caller
 * removes when the artifacts are written.
 */
export async function trainWithEngine(
  model: string,
  names: readonly string[],
  options: EngineOptions,
): Promise<{ artifacts: TrainedArtifact[]; inputs: Example['input'][]; folders: StateFolder[] }> {
  const { definition, query } = readModel(model);
  const wanted = names.length > 0 ? [...new Set(names)] : Object.keys(definition.variants);
  const artifacts: TrainedArtifact[] = [];
  const folders: StateFolder[] = [];
  let inputs: Example['input'][] = [];
  for (const name of wanted) {
    const variant = requireVariant(model, definition.variants, name);
    const folder = stateFolder(join(options.state, model, name), options.resume ?? false);
    folders.push(folder);
    const rows = options.engineCommand === undefined ? query : engineQuery(model, options);
    const about = { model, name, variant, definition, query: rows };
    const trained = await trainOne(about, folder, options);
    artifacts.push(trained.artifact);
    inputs = trained.inputs;
  }
  return { artifacts, inputs, folders };
}

interface About {
  model: string;
  name: string;
  variant: VariantDefinition;
  definition: TrainableDefinition;
  query: string;
}

async function trainOne(about: About, folder: StateFolder, options: EngineOptions) {
  const { model, name, variant, definition, query } = about;
  const subject = sha256(JSON.stringify([options.engine, options.minCount, variant, definition, query]));
  const journal = fileJournal(folder.journal, subject);
  const onProgress = (text: string) => progress(`${model}/${name}: ${text}`);
  const cells = `edge_logit_${model}_${name}`.replaceAll('-', '_');
  const preparing = { cells, features: listedFeatures(name, variant), seed: SEED, minCount: options.minCount };
  const own = { ...about, cells, journal, onProgress };
  if (options.engineCommand !== undefined) {
    const engine = commandEngine(options.engine, options.engineCommand);
    const prepared = await journal.keep(async () => {
      const rows = `${cells}_rows`;
      await engine.run(engine.dialect.replaceTable(rows, query), 'the query of the rows');
      const result = await prepare(engine, definition, { ...preparing, rows });
      await engine.run([`DROP TABLE IF EXISTS ${rows}`], 'the table of rows');
      return result;
    });
    return finish({ ...own, engine, prepared, versions: { [options.engine]: 'by command' } });
  }
  if (options.engine !== 'duckdb') {
    throw new Failure(
      `--engine ${options.engine} needs --engine-command: a command that reads SQL and writes CSV or JSON`,
    );
  }
  const prepared = await prepareInDuckdb(about, folder, preparing, journal, options.data);
  const engine = duckdbEngine(await openDatabase(folder.database));
  return finish({ ...own, engine, prepared, versions: { duckdb: duckdbVersion() } });
}

async function finish(training: Parameters<typeof trainInEngine>[0]) {
  try {
    return { artifact: await trainInEngine(training), inputs: training.prepared.inputs };
  } finally {
    await training.engine.close();
  }
}

/** The table of cells of a data file, in the database of the folder. */
async function prepareInDuckdb(
  { model, definition, query }: About,
  { database }: StateFolder,
  preparing: Omit<PrepareOptions, 'rows'>,
  journal: Journal,
  data?: string,
): Promise<Prepared> {
  return journal.keep(async () => {
    for (const path of [database.path, `${database.path}.wal`]) rmSync(path, { force: true });
    const path = findData(definition, data);
    progress(`${model}: reading ${path}`);
    return withRows(
      definition,
      query,
      path,
      (connection) => prepare(duckdbEngine(connection), definition, { ...preparing, rows: 'rows' }),
      database,
    );
  });
}

/** The query for an engine: of the file that is named, or `rows.<engine>.sql`. */
function engineQuery(model: string, { engine, query }: EngineOptions): string {
  const path = query ?? join('models', model, `rows.${engine}.sql`);
  if (existsSync(path)) return readFileSync(path, 'utf8').trim().replace(/;$/, '');
  throw new Failure(
    `${path} does not exist: it selects the rows from the tables of the engine; or name a file with --query`,
  );
}

/** @throws {Failure} when the features of a variant need single rows */
function listedFeatures(name: string, { features }: VariantDefinition): FeatureDefinition[] | 'additive' {
  if (Array.isArray(features) || features === 'additive') return features;
  throw new Failure(
    `variant ${name} has "features": "auto", which searches rows in memory: list its features in model.json`,
  );
}
