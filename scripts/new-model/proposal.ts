import { Failure } from '../cli/command.ts';
import { type Connection, execute, select } from '../data-file/database.ts';
import { openData } from '../data-file/open-data.ts';
import { readColumns } from './column.ts';
import { type ColumnOptions, checkColumnOptions } from './column-options.ts';
import type { ProposedField } from './field.ts';
import { proposeFields } from './proposed-fields.ts';
import { type RowKey, rowKey } from './row-key.ts';
import { chooseTarget } from './target.ts';
import type { Target } from './target-of-value.ts';
import { type TimeSplit, timeSplit } from './time-split.ts';

/** A model that fits a data file. */
export interface Proposal {
  dataPath: string;
  /** `known` is SQL over the table `file`: true for rows that have a target. */
  target: Target & { column: string; known: string };
  /** Number of rows with a target, and how many of them are positive. */
  rows: number;
  positives: number;
  rowsWithoutTarget: number;
  fields: ProposedField[];
  /** Columns that do not become fields, and why. */
  leftOut: Map<string, string>;
  rowKey: RowKey;
  split?: TimeSplit;
  /** SQL of the only date: rows of one of its days may depend on each other. */
  date?: string;
}

export interface ProposalOptions extends ColumnOptions {
  /** The positive value of the target, or a comparison such as `>= 15`. */
  positive?: string | undefined;
  onProgress?: (text: string) => void;
}

/** Proposes a model for a CSV, TSV, Parquet or JSON file. @throws {Failure} when the file or an option is unusable */
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
    checkColumnOptions(options, names);
    const column = columns.find(({ name }) => name === options.target)!;
    if (column.kind === 'unusable')
      throw new Failure(`--target ${JSON.stringify(column.name)} has the type ${column.type}, which has no classes`);
    const target = await chooseTarget(connection, column, options.positive);
    const known = `${column.value} IS NOT NULL`;
    await execute(connection, `DELETE FROM file WHERE NOT (${known})`);
    const rows = await rowCount(connection);
    const others = columns.filter((other) => other !== column && !drop.includes(other.name));
    const { fields, dates, leftOut } = await proposeFields(connection, others, target.condition, { keep, onProgress });
    for (const name of keep) requireKept(name, fields, leftOut);
    for (const name of drop) leftOut.set(name, 'left out by --drop');
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
      ...(dates.length === 1 && { date: dates[0]!.value }),
    };
  } finally {
    connection.closeSync();
  }
}

/** @throws {Failure} with the reason, when a column of --keep did not become a field */
function requireKept(name: string, fields: readonly ProposedField[], leftOut: ReadonlyMap<string, string>): void {
  if (fields.some(({ column }) => column === name)) return;
  const reason = leftOut.get(name) ?? 'its month, day and weekday are the same in every row';
  throw new Failure(`--keep: ${JSON.stringify(name)} cannot be a field; ${reason}`);
}

async function rowCount(connection: Connection, condition = 'true'): Promise<number> {
  const [found] = await select(connection, `SELECT count(*) AS n FROM file WHERE ${condition}`);
  return Number(found!.n);
}
