import { type DuckDBConnection, DuckDBInstance } from '@duckdb/node-api';
import { Failure } from '../../cli/command.ts';

export type Connection = DuckDBConnection;

/**
 * Opens an in-memory DuckDB in which `data` is the given CSV, TSV, Parquet or JSON file (also gzipped).
 * @throws {Failure} when the file cannot be read
 */
export async function openData(path: string): Promise<Connection> {
  const instance = await DuckDBInstance.create(':memory:');
  const connection = await instance.connect();
  await execute(connection, `CREATE VIEW data AS SELECT * FROM ${reader(path)}`, `the data file ${path}`);
  return connection;
}

function reader(path: string): string {
  const name = path.toLowerCase().replace(/\.(gz|zst)$/, '');
  if (name.endsWith('.parquet')) return `read_parquet(${literal(path)})`;
  if (/\.(json|ndjson|jsonl)$/.test(name)) return `read_json_auto(${literal(path)})`;
  if (/\.(csv|tsv|txt)$/.test(name)) return `read_csv(${literal(path)}, sample_size = -1)`;
  throw new Failure(`${path} is not a supported data file: expected .csv, .tsv, .parquet or .json, also .gz`);
}

/** A value as an SQL string. */
export function literal(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}

/** A name as an SQL identifier. */
export function identifier(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}

/** Runs a statement. @throws {Failure} naming its origin, `what` */
export async function execute(connection: Connection, sql: string, what = 'a statement'): Promise<void> {
  try {
    await connection.run(sql);
  } catch (error) {
    throw new Failure(`${what}: ${reason(error)}`);
  }
}

/** The rows of a query as objects. @throws {Failure} naming its origin, `what` */
export async function select(
  connection: Connection,
  sql: string,
  what = 'a query',
): Promise<Record<string, unknown>[]> {
  try {
    return (await connection.runAndReadAll(sql)).getRowObjectsJS();
  } catch (error) {
    throw new Failure(`${what}: ${reason(error)}`);
  }
}

const NOT_UTF8 = /invalid unicode|not utf-8 encoded|invalid utf-?8/i;

/** The first line of DuckDB's message; for text that is not UTF-8, how to convert it. */
function reason(error: unknown): string {
  const text = error instanceof Error ? error.message : String(error);
  if (NOT_UTF8.test(text))
    return 'the text is not UTF-8; convert it, as in "iconv -f LATIN1 -t UTF-8 old.csv > new.csv"';
  return text.split('\n')[0]!;
}
