import { Failure } from '../cli/command.ts';
import { type Connection, identifier, select } from '../data-file/database.ts';
import { type Column, isNumeric, type UnusableColumn } from './column.ts';

/** The column that says how often a row counts. */
export interface Weight {
  column: string;
  /** SQL over the table `file`. */
  value: string;
}

/** The column of `--weight`. @throws {Failure} when it is not a number above 0 in every row */
export async function chooseWeight(connection: Connection, column: Column | UnusableColumn): Promise<Weight> {
  const label = `--weight ${JSON.stringify(column.name)}`;
  if (column.kind === 'unusable' || !isNumeric(column)) {
    const [example] = await select(connection, `SELECT min(${identifier(column.name)})::VARCHAR AS text FROM file`);
    throw new Failure(`${label} is not a number: it has ${JSON.stringify(example!.text)}`);
  }
  const sql = `SELECT count(*) FILTER (NOT coalesce(${column.value} > 0, false)) AS bad, count(*) AS total FROM file`;
  const [found] = await select(connection, sql);
  const { bad, total } = found as Record<string, bigint>;
  if (bad! > 0n) throw new Failure(`${label} is missing or not above 0 in ${bad} of ${total} rows`);
  return { column: column.name, value: column.value };
}
