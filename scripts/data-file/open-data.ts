import { type ColumnOptions, columnValues } from './column-values.ts';
import { type Connection, type DatabaseFile, execute, identifier, openDatabase } from './database.ts';
import { openSource } from './source.ts';

/**
 * Opens a DuckDB, in memory or in a file, in which `data` is the given CSV, TSV, Parquet or JSON file (also compressed). Texts of a CSV
 * get the types that fit all of them, and missing values are NULL.
 * @throws {Failure} when the file cannot be read
 */
export async function openData(
  path: string,
  options: ColumnOptions = {},
  database?: DatabaseFile,
): Promise<Connection> {
  const connection = await openDatabase(database);
  const columns = await openSource(connection, path);
  const what = `the data file ${path}`;
  const values = await columnValues(connection, columns, options, what);
  const selected = columns.map(({ name }, k) => {
    return values[k] === identifier(name) ? values[k] : `${values[k]} AS ${identifier(name)}`;
  });
  await execute(connection, `CREATE VIEW data AS SELECT ${selected.join(', ')} FROM source`, what);
  return connection;
}
