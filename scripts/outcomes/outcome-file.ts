import { Failure } from '../cli/command.ts';
import { openDatabase, select } from '../data-file/database.ts';
import { withoutGivenMarks, withoutMarks } from '../data-file/missing-marks.ts';
import { openSource } from '../data-file/source.ts';
import { type SourceColumn, textOf } from '../data-file/source-column.ts';
import type { ModelDefinition } from '../models/definition.ts';
import { type OutcomeClusters, outcomeClusters } from './outcome-clusters.ts';

/** The text of a cell of the file; null where it has none. */
export type Text = string | null;

/** A file of rows whose outcome became known: its texts, column by column. */
export interface OutcomeFile {
  path: string;
  rows: number;
  /** By row: 1 or 0, or NaN while the outcome is not known. */
  outcomes: Float64Array;
  /** The columns of the file that were asked for and that it has, by name. */
  columns: ReadonlyMap<string, readonly Text[]>;
  /** All columns that the file has. */
  names: readonly string[];
  clusters?: OutcomeClusters | undefined;
}

/**
 * Reads a file with a column `outcome` (or `target`) of 0 and 1, empty where it is not known yet.
 * @param wanted the other columns to read, where the file has them
 * @throws {Failure} when there is no such column, no row, or another text than 0 and 1
 */
export async function readOutcomeFile(
  path: string,
  wanted: readonly string[],
  definition: Pick<ModelDefinition, 'fields' | 'splits' | 'missing'>,
): Promise<OutcomeFile> {
  const connection = await openDatabase();
  try {
    const columns = new Map((await openSource(connection, path)).map((column) => [column.name, column]));
    const outcome = ['outcome', 'target'].find((name) => columns.has(name));
    if (outcome === undefined) {
      throw new Failure(`${path} has no column outcome or target, only ${[...columns.keys()].join(', ')}`);
    }
    const read = wanted.filter((name) => columns.has(name));
    const texts = [outcome, ...read].map((name, k) => `${knownText(columns.get(name)!, definition)} AS c${k}`);
    const found = await select(connection, `SELECT ${texts.join(', ')} FROM source`, `the data file ${path}`);
    if (found.length === 0) throw new Failure(`${path} has no rows`);
    const column = (k: number): Text[] => found.map((row) => (row[`c${k}`] ?? null) as Text);
    return {
      path,
      rows: found.length,
      outcomes: Float64Array.from(column(0), (text, r) => outcomeOf(text, `${path}, row ${r + 1}: ${outcome}`)),
      columns: new Map(read.map((name, k) => [name, column(k + 1)])),
      names: [...columns.keys()],
      clusters: await outcomeClusters(connection, definition, columns),
    };
  } finally {
    connection.closeSync();
  }
}

/** SQL for the text of a column, with NULL where training, too, would find a missing value. */
function knownText(column: SourceColumn, { fields, missing }: Pick<ModelDefinition, 'fields' | 'missing'>): string {
  const text = textOf(column);
  if (missing) return withoutGivenMarks(text, missing);
  const isName = fields.some(({ name, type }) => name === column.name && type === 'category');
  return isName ? text : withoutMarks(text);
}

function outcomeOf(text: Text, place: string): number {
  if (text === null || text.trim() === '') return Number.NaN;
  if (/^true$/i.test(text)) return 1;
  if (/^false$/i.test(text)) return 0;
  const outcome = Number(text);
  if (outcome === 0 || outcome === 1) return outcome;
  throw new Failure(`${place} is ${text}: expected 0 or 1`);
}
