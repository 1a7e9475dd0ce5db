import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { version as duckdbVersion } from '@duckdb/node-api';
import type { Example } from '../../src/core/artifact.ts';
import { Failure, progress } from '../cli/command.ts';
import { openDatabase } from '../data-file/database.ts';
import { findData, readModel } from '../models/read-model.ts';
import { requireVariant } from '../models/require-variant.ts';
import { withRows } from '../training/rows/with-rows.ts';
import type { TrainedArtifact } from '../training/train-model.ts';
import { commandEngine } from './engines/command-engine.ts';
import type { EngineName } from './engines/dialects.ts';
import { duckdbEngine } from './engines/duckdb-engine.ts';
import { fileJournal } from './engines/journal.ts';
import { type StateFolder, stateFolder } from './engines/state-folder.ts';
import {
  type EngineVariant,
  listedFeatures,
  prepareQuery,
  prepareVariant,
  subjectOf,
  trainThrough,
} from './train-through.ts';

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
    listedFeatures(name, variant);
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

async function trainOne(about: EngineVariant, folder: StateFolder, options: EngineOptions) {
  const { engine: name, engineCommand, minCount, data } = options;
  const journal = fileJournal(folder.journal, subjectOf(about, name, minCount));
  const own = { ...about, journal, minCount };
  if (engineCommand !== undefined) {
    const engine = commandEngine(name, engineCommand);
    const prepared = await journal.keep(() => prepareQuery(engine, own));
    const artifact = await trainThrough(engine, prepared, { ...own, versions: { [name]: 'by command' } });
    return { artifact, inputs: prepared.inputs };
  }
  if (name !== 'duckdb') {
    throw new Failure(`--engine ${name} needs --engine-command: a command that reads SQL and writes CSV or JSON`);
  }
  const { database } = folder;
  const prepared = await journal.keep(() => {
    for (const path of [database.path, `${database.path}.wal`]) rmSync(path, { force: true });
    const { model, definition, query } = about;
    const path = findData(definition, data);
    progress(`${model}: reading ${path}`);
    return withRows(definition, query, path, (rows) => prepareVariant(duckdbEngine(rows), own, 'rows'), database);
  });
  const engine = duckdbEngine(await openDatabase(database));
  try {
    const artifact = await trainThrough(engine, prepared, { ...own, versions: { duckdb: duckdbVersion() } });
    return { artifact, inputs: prepared.inputs };
  } finally {
    await engine.close();
  }
}

/** The query for an engine: of the file that is named, or `rows.<engine>.sql`. */
function engineQuery(model: string, { engine, query }: EngineOptions): string {
  const path = query ?? join('models', model, `rows.${engine}.sql`);
  if (existsSync(path)) return readFileSync(path, 'utf8').trim().replace(/;$/, '');
  throw new Failure(
    `${path} does not exist: it selects the rows from the tables of the engine; or name a file with --query`,
  );
}
