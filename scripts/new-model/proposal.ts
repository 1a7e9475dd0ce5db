import type { DuckDBConnection } from '@duckdb/node-api';
import { nearestCategories } from '../../src/core/nearest.ts';
import { Failure } from '../cli/command.ts';
import { execute, openData, select } from '../training/rows/database.ts';
import { readColumns } from './column.ts';
import type { ProposedField } from './field.ts';
import { proposeFields } from './proposed-fields.ts';
import { type RowKey, rowKey } from './row-key.ts';
import { chooseTarget, type Target } from './target.ts';
import { type TimeSplit, timeSplit } from './time-split.ts';

/** What a look at a data file says about a model of it. */
export interface Proposal {
  dataPath: string;
  target: Target & { column: string; known: string };
  /** Rows whose target is known, and how many of them are positive. */
  rows: number;
  positives: number;
  rowsWithoutTarget: number;
  fields: ProposedField[];
  /** Columns that are not fields, and why. */
  leftOut: Map<string, string>;
  rowKey: RowKey;
  split?: TimeSplit;
}

export interface ProposalOptions {
  target: string;
  positive?: string | undefined;
  /** Columns to keep although something speaks against them: they tell the classes apart alone, look like identifiers … */
  keep?: readonly string[];
  /** Columns to leave out although nothing in the data speaks against them. */
  drop?: readonly string[];
  onProgress?: (text: string) => void;
}

const DROPPED = 'left out by --drop';

/**
 * Looks at a CSV, TSV, Parquet or JSON file: which columns can be fields of a model that predicts the target.
 * @throws {Failure} when the file or the target cannot be used, in one sentence
 */
export async function proposeModel(dataPath: string, options: ProposalOptions): Promise<Proposal> {
  const { onProgress = () => {}, keep = [], drop = [] } = options;
  onProgress(`reading ${dataPath}`);
  const connection = await openData(dataPath);
  try {
    await execute(connection, 'CREATE TEMP TABLE file AS SELECT * FROM data', `the data file ${dataPath}`);
    const total = await rowCount(connection);
    if (total === 0) throw new Failure(`${dataPath} has no rows`);
    const columns = await readColumns(connection);
    const names = columns.map(({ name }) => name);
    for (const name of keep) requireColumn('--keep', name, names);
    for (const name of drop) requireColumn('--drop', name, names);
    requireColumn('--target', options.target, names);
    requireApart({ target: [options.target], keep, drop });
    const column = columns.find(({ name }) => name === options.target)!;
    if (column.kind === 'unusable')
      throw new Failure(`--target ${JSON.stringify(column.name)} is ${column.type}, which has no classes`);
    const target = await chooseTarget(connection, column, options.positive);
    const known = `${column.value} IS NOT NULL`;
    await execute(connection, `DELETE FROM file WHERE NOT (${known})`);
    const rows = await rowCount(connection);
    const others = columns.filter((other) => other !== column && !drop.includes(other.name));
    const { fields, dates, leftOut } = await proposeFields(connection, others, target.condition, { keep, onProgress });
    for (const name of keep) requireKept(name, fields, leftOut);
    for (const name of drop) leftOut.set(name, DROPPED);
    if (fields.length === 0) {
      const reasons = [...leftOut].map(([name, reason]) => `${name}: ${reason}`);
      throw new Failure(`no column of ${dataPath} can be a field; ${reasons.join('; ')}`);
    }
    const split = dates.length === 1 ? await timeSplit(connection, dates[0]!, target.condition) : undefined;
    return {
      dataPath,
      target: { ...target, column: column.name, known },
      rows,
      positives: await rowCount(connection, target.condition),
      rowsWithoutTarget: total - rows,
      fields,
      leftOut: new Map([[column.name, 'the target'], ...leftOut]),
      rowKey: await rowKey(connection, names),
      ...(split && { split }),
    };
  } finally {
    connection.closeSync();
  }
}

/** @throws {Failure} when two options want different things of a column */
function requireApart({ target, keep, drop }: Record<'target' | 'keep' | 'drop', readonly string[]>): void {
  const wanted = Object.entries({ '--target': target, '--keep': keep, '--drop': drop });
  for (const [k, [option, names]] of wanted.entries()) {
    for (const [other, others] of wanted.slice(k + 1)) {
      const shared = names.find((name) => others.includes(name));
      if (shared !== undefined) throw new Failure(`${option} and ${other} both name ${JSON.stringify(shared)}`);
    }
  }
}

/** @throws {Failure} when no field comes from a column that shall be kept, with the reason */
function requireKept(name: string, fields: readonly ProposedField[], leftOut: ReadonlyMap<string, string>): void {
  if (fields.some(({ column }) => column === name)) return;
  const reason = leftOut.get(name) ?? 'its month, day and weekday are the same in every row';
  throw new Failure(`--keep: ${JSON.stringify(name)} cannot be a field; ${reason}`);
}

function requireColumn(option: string, name: string, columns: readonly string[]): void {
  if (columns.includes(name)) return;
  const nearest = nearestCategories(columns, name, columns.length).map((column) => JSON.stringify(column));
  throw new Failure(`${option}: the data have no column ${JSON.stringify(name)}; there are ${nearest.join(', ')}`);
}

async function rowCount(connection: DuckDBConnection, condition = 'true'): Promise<number> {
  const [found] = await select(connection, `SELECT count(*) AS n FROM file WHERE ${condition}`);
  return Number(found!.n);
}
