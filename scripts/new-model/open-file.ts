import { Failure } from '../cli/command.ts';
import { type Connection, execute, select } from '../data-file/database.ts';
import { openData } from '../data-file/open-data.ts';
import type { Column, ReadOptions, UnusableColumn } from './column.ts';
import { checkMarks } from './mark-notes.ts';
import { type WrittenOffsets, writtenOffsets } from './written-offsets.ts';

/** Opens a data file as the table `file`, with the types that training gives its columns. */
export async function openFile(
  dataPath: string,
  { zone, missing }: ReadOptions,
): Promise<{ connection: Connection; written: WrittenOffsets }> {
  let connection = await openData(dataPath, { missing });
  await checkZone(connection, zone);
  const written = zone === undefined ? await writtenOffsets(connection) : new Map<string, string[]>();
  if (written.size > 0) {
    connection.closeSync();
    connection = await openData(dataPath, { texts: written.keys(), missing });
  }
  await checkMarks(connection, missing);
  await execute(connection, 'CREATE TEMP TABLE file AS SELECT * FROM data', `the data file ${dataPath}`);
  return { connection, written };
}

async function checkZone(connection: Connection, zone: string | undefined): Promise<void> {
  if (zone === undefined) return;
  const known = (await select(connection, 'SELECT name FROM pg_timezone_names()')).map((row) => String(row.name));
  if (known.includes(zone)) return;
  throw new Failure(`--zone ${JSON.stringify(zone)} is not a time zone: expected a name such as America/Santiago`);
}

/** @throws {Failure} when `--dates` or `--zone` has nothing to say about any column */
export function checkReadOptions(columns: readonly (Column | UnusableColumn)[], { dates, zone }: ReadOptions): void {
  const found = columns.filter(({ kind }) => kind === 'date') as Column[];
  if (dates !== undefined && !found.some(({ value }) => value.startsWith('strptime(')))
    throw new Failure(`--dates ${dates}: no column has dates such as 03/04/2023`);
  if (zone !== undefined && found.length === 0) throw new Failure(`--zone ${zone}: no column has dates`);
}
