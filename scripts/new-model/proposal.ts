import { Failure } from '../cli/command.ts';
import { type Connection, execute, select } from '../data-file/database.ts';
import { MIN_COUNT } from '../training/rows/options.ts';
import { type ReadOptions, readColumns } from './column.ts';
import { type ColumnOptions, checkColumnOptions } from './column-options.ts';
import type { ProposedField } from './field.ts';
import { markNotes } from './mark-notes.ts';
import { checkReadOptions, openFile } from './open-file.ts';
import { proposeFields } from './proposed-fields.ts';
import { rowNotes, textColumns } from './row-notes.ts';
import { chooseTarget } from './target.ts';
import type { Target } from './target-of-value.ts';
import { type TimeSplit, timeSplit } from './time-split.ts';
import { chooseWeight, type Weight } from './weight.ts';

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
  weight?: Weight;
  /** Columns that rows.sql needs as the texts that stand in the file, apart from those with the name of a category. */
  texts: string[];
  /** Texts that mark a missing value in any column, if the user named them. */
  missing?: readonly string[] | undefined;
  /** Categories with fewer rows count as other. */
  minCount: number;
  /** What the report says about how the file was read. */
  notes: string[];
  split?: TimeSplit;
  /** SQL of the only date: rows of one of its days may depend on each other. */
  date?: string;
}

export interface ProposalOptions extends ColumnOptions, Pick<ReadOptions, 'dates' | 'zone' | 'missing'> {
  /** The positive value of the target, or a comparison such as `>= 15`. */
  positive?: string | undefined;
  minCount?: number | undefined;
  onProgress?: (text: string) => void;
}

/** Proposes a model for a CSV, TSV, Parquet or JSON file. @throws {Failure} when the file or an option is unusable */
export async function proposeModel(dataPath: string, options: ProposalOptions): Promise<Proposal> {
  const { onProgress = () => {}, keep = [], drop = [], minCount = MIN_COUNT, weight: weightName } = options;
  onProgress(`reading ${dataPath}`);
  const { connection, written } = await openFile(dataPath, options);
  try {
    const total = await rowCount(connection);
    if (total === 0) throw new Failure(`${dataPath} has no rows`);
    const columns = await readColumns(connection, { ...options, written });
    const names = columns.map(({ name }) => name);
    checkColumnOptions(options, names);
    checkReadOptions(columns, options);
    const column = columns.find(({ name }) => name === options.target)!;
    if (column.kind === 'unusable')
      throw new Failure(`--target ${JSON.stringify(column.name)} has the type ${column.type}, which has no classes`);
    const target = await chooseTarget(connection, column, options.positive);
    const known = `${column.value} IS NOT NULL`;
    await execute(connection, `DELETE FROM file WHERE NOT (${known})`);
    const rows = await rowCount(connection);
    const weightColumn = columns.find(({ name }) => name === weightName);
    const weight = weightColumn && (await chooseWeight(connection, weightColumn));
    const others = columns.filter((other) => ![column, weightColumn].includes(other) && !drop.includes(other.name));
    const { fields, dates, leftOut } = await proposeFields(connection, others, target.condition, {
      keep,
      minCount,
      onProgress,
    });
    for (const name of keep) requireKept(name, fields, leftOut);
    for (const name of drop) leftOut.set(name, 'left out by --drop');
    if (fields.length === 0) {
      const reasons = [...leftOut].map(([name, reason]) => `${name}: ${reason}`).join('; ');
      throw new Failure(`no column of ${dataPath} can be a field; ${reasons || 'the target is its only column'}`);
    }
    if (weight) leftOut.set(weight.column, 'the weight');
    const split = dates.length === 1 ? await timeSplit(connection, dates[0]!, target.condition) : undefined;
    const marked = options.missing ? [] : await markNotes(connection, fields);
    const readNotes = others.flatMap((other) => (other.kind === 'date' && other.note ? [other.note] : []));
    return {
      dataPath,
      target: { ...target, column: column.name, known },
      rows,
      positives: await rowCount(connection, target.condition),
      rowsWithoutTarget: total - rows,
      fields,
      leftOut: new Map([[column.name, 'the target'], ...leftOut]),
      ...(weight && { weight }),
      texts: textColumns(column, others, fields),
      minCount,
      ...(options.missing && { missing: options.missing }),
      notes: [...readNotes, ...marked, ...(await rowNotes(connection, fields))],
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
  throw new Failure(`--keep: ${JSON.stringify(name)} cannot be a field; ${leftOut.get(name)}`);
}

async function rowCount(connection: Connection, condition = 'true'): Promise<number> {
  const [found] = await select(connection, `SELECT count(*) AS n FROM file WHERE ${condition}`);
  return Number(found!.n);
}
