import { existsSync, rmSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { dirname } from 'node:path';
import type { Artifact } from '../../src/core/artifact.ts';
import type { Draws } from '../../src/core/interval.ts';
import { Failure, progress } from '../cli/command.ts';
import { withWorkspace } from '../cli/workspace.ts';
import { type Connection, execute, literal, openDatabase, select } from '../data-file/database.ts';
import { compileAnswers, type Details } from './answer-row.ts';
import { answerSql } from './answer-sql.ts';
import { registerCore } from './core-functions.ts';
import { SWAP_JOINS } from './lookups-in-order.ts';
import { isSameFile, newFiles } from './new-files.ts';
import { openRows } from './open-rows.ts';
import { outputFormat } from './output-format.ts';

/** Megabytes that DuckDB may hold: for each thread, and in all. Beyond that it writes to the disk. */
const MEMORY = { perThread: 150, least: 500 };
/** Milliseconds between two lines that report progress. */
const REPORT = 5000;

export interface PredictFiles {
  inputs: readonly string[];
  output: string;
  details: Details;
  /** The marks of missing values that model.json gives. */
  missing: readonly string[] | undefined;
}

/** How many rows were answered, and how many refused; those are in another file, with the reasons. */
export interface Predicted {
  answered: number;
  refused: number;
  refusedFile?: string;
}

/**
 * Answers the rows of data files, in their order, in a new file with their columns and the answers. It appears only once it is
 * whole, in place of an earlier one. Rows that are refused go to a file of the same format: the name of the new file and `.refused`.
 * @throws {Failure} when a file cannot be read or written; then nothing is left of the new files
 */
export async function predictFiles(
  artifact: Artifact,
  draws: Draws | undefined,
  { inputs, output, details, missing }: PredictFiles,
): Promise<Predicted> {
  const { options, hasNaN } = outputFormat(output);
  const answers = compileAnswers(artifact, draws, details);
  const refusedFile = `${output}.refused`;
  for (const input of inputs) {
    if (!existsSync(input)) throw new Failure(`there is no data file at ${input}`);
    const same = [output, refusedFile].find((file) => isSameFile(input, file));
    if (same !== undefined) throw new Failure(`${input} would be replaced by ${same}: name another output`);
  }
  return withWorkspace(async (folder, stops) => {
    const files = newFiles(dirname(output));
    stops.push(() => files.discard());
    const connection = await openDatabase();
    stops.push(() => connection.interrupt());
    const stopReports = reportProgress(connection);
    const copy = async (sql: string, file: string) => {
      const what = `${inputs.join(', ')} to ${output}`;
      const [row] = await select(connection, `COPY (${sql}) TO ${literal(files.beside(file))} (${options})`, what);
      return Number(Object.values(row!)[0]);
    };
    try {
      await limit(connection, folder);
      const rows = await openRows(connection, inputs, artifact.fields, missing);
      const core = registerCore(connection, artifact.fields, answers);
      const { answered, refused } = answerSql(artifact, rows, core, details, hasNaN);
      const count = await copy(answered, output);
      const refusals = core.hasRefused() ? await copy(refused, refusedFile) : 0;
      files.finish();
      if (refusals === 0) rmSync(refusedFile, { force: true });
      return { answered: count, refused: refusals, ...(refusals > 0 && { refusedFile }) };
    } finally {
      stopReports();
      connection.closeSync();
    }
  });
}

/** Keeps the memory flat however many rows there are, and rows in their order. */
async function limit(connection: Connection, folder: string): Promise<void> {
  const megabytes = Math.max(MEMORY.least, MEMORY.perThread * availableParallelism());
  await execute(connection, `SET memory_limit = '${megabytes}MB'`);
  await execute(connection, `SET temp_directory = ${literal(folder)}`);
  await execute(connection, 'SET preserve_insertion_order = true');
  await execute(connection, `SET disabled_optimizers = ${literal(SWAP_JOINS)}`);
  await execute(connection, 'SET enable_progress_bar = true');
  await execute(connection, 'SET enable_progress_bar_print = false');
}

function reportProgress(connection: Connection): () => void {
  const timer = setInterval(() => {
    const { percentage } = connection.progress;
    if (percentage > 0) progress(`${Math.floor(percentage)} % of this step`);
  }, REPORT);
  return () => clearInterval(timer);
}
