import { columnTypes } from './column-types.ts';
import { type Connection, execute, identifier, openDatabase } from './database.ts';
import { openSource } from './source.ts';
import type { SourceColumn } from './source-column.ts';

/** Types of which a text can be in JSON, too. */
const IS_DATE = /^(DATE|TIMESTAMP)/;

/**
 * Opens an in-memory DuckDB in which `data` is the given CSV, TSV, Parquet or JSON file (also compressed). Texts of a CSV
 * get the types that fit all of them.
 * @param texts columns that stay text, or turn into text, whatever their values look like
 * @throws {Failure} when the file cannot be read
 */
export async function openData(path: string, texts: Iterable<string> = []): Promise<Connection> {
  const connection = await openDatabase();
  const columns = await openSource(connection, path);
  const names = new Set(Array.from(texts, (name) => name.toLowerCase()));
  const types = await typesOf(connection, columns, names, path);
  const selected = columns.map(({ name, type }, k) => {
    const column = identifier(name);
    return types[k] === type ? column : `CAST(${column} AS ${types[k]}) AS ${column}`;
  });
  await execute(connection, `CREATE VIEW data AS SELECT ${selected.join(', ')} FROM source`, `the data file ${path}`);
  return connection;
}

async function typesOf(
  connection: Connection,
  columns: readonly SourceColumn[],
  texts: ReadonlySet<string>,
  path: string,
): Promise<string[]> {
  const guessed = columns.filter(({ name, guess }) => guess !== 'none' && !texts.has(name.toLowerCase()));
  const found = await columnTypes(
    connection,
    'source',
    guessed.map(({ name }) => identifier(name)),
    `the data file ${path}`,
  );
  const types = new Map(guessed.map((column, k) => [column, found[k]!]));
  return columns.map((column) => {
    if (texts.has(column.name.toLowerCase())) return 'VARCHAR';
    const type = types.get(column) ?? column.type;
    return column.guess === 'dates' && !IS_DATE.test(type) ? column.type : type;
  });
}
