import { resolve } from 'node:path';
import { Failure } from '../cli/command.ts';
import { csvSource } from './csv-file.ts';
import { type Connection, execute, literal, select } from './database.ts';
import { compressionOf, firstBytes } from './intact-file.ts';
import { loadJson } from './json-file.ts';
import type { Source, SourceColumn } from './source-column.ts';

/**
 * Makes a data file a view, with the types that the file declares. The name is a name, never a pattern, and folders add
 * no columns.
 * @param view its name; another one for each further file of a database
 * @throws {Failure} when the file is not a whole CSV, TSV, Parquet or JSON file
 */
export async function openSource(connection: Connection, path: string, view = 'source'): Promise<SourceColumn[]> {
  const what = `the data file ${path}`;
  const { table, columns } = await sourceOf(connection, path, what, view).catch((error: Error) => {
    throw error.message.includes(path) ? error : new Failure(`${what}: ${error.message}`);
  });
  await execute(connection, `CREATE VIEW ${view} AS SELECT * FROM ${table}`, what);
  return columns;
}

async function sourceOf(connection: Connection, path: string, what: string, view: string): Promise<Source> {
  const name = path.toLowerCase().replace(/\.(gz|zst)$/, '');
  const file = literal(resolve(path).replace(/[[*?]/g, '[$&]'));
  if (name.endsWith('.parquet')) return parquetSource(connection, file, what);
  const isJson = /\.(json|ndjson|jsonl)$/.test(name);
  if (!isJson && !/\.(csv|tsv|txt)$/.test(name)) {
    throw new Failure(`${path} is not a supported data file: expected .csv, .tsv, .parquet or .json, also .gz`);
  }
  const bytes = await firstBytes(path, compressionOf(path));
  return isJson ? loadJson(connection, file, bytes, what, `${view}_records`) : csvSource(file, bytes);
}

async function parquetSource(connection: Connection, file: string, what: string): Promise<Source> {
  const table = `read_parquet(${file}, hive_partitioning = false)`;
  const described = await select(connection, `DESCRIBE SELECT * FROM ${table}`, what);
  const columns = described.map(({ column_name, column_type }) => {
    return { name: String(column_name), type: String(column_type), guess: 'none' as const };
  });
  return { table, columns };
}
