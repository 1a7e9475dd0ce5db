import { type DuckDBConnection, DuckDBInstance } from '@duckdb/node-api';
import { Failure } from '../cli/command.ts';
import { readingError } from './reading-error.ts';

export type Connection = DuckDBConnection;

/** A database in a file, for more rows than fit into memory. */
export interface DatabaseFile {
  path: string;
  /** Settings of DuckDB, such as memory_limit. */
  settings: Record<string, string>;
}

/**
 * Opens an empty database in memory, or one in a file. Its sessions are in UTC, so that times do not depend on the machine.
 */
export async function openDatabase(file?: DatabaseFile): Promise<Connection> {
  const instance = await DuckDBInstance.create(file?.path ?? ':memory:', file?.settings);
  const connection = await instance.connect();
  await execute(connection, "SET TimeZone = 'UTC'");
  return connection;
}

/** A value as an SQL string, also with NUL characters, which end the text of a statement. */
export function literal(text: string): string {
  const parts = text.split('\0').map((part) => `'${part.replaceAll("'", "''")}'`);
  return parts.length === 1 ? parts[0]! : `(${parts.join(' || chr(0) || ')})`;
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
    throw new Failure(`${what}: ${readingError(error)}`);
  }
}

/**
 * The rows of a query as objects. Give columns names of your own: a column `__proto__` of the data would get lost.
 * @throws {Failure} naming its origin, `what`
 */
export async function select(
  connection: Connection,
  sql: string,
  what = 'a query',
): Promise<Record<string, unknown>[]> {
  try {
    return (await connection.runAndReadAll(sql)).getRowObjectsJS();
  } catch (error) {
    throw new Failure(`${what}: ${readingError(error)}`);
  }
}
