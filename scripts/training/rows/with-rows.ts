import { Failure } from '../../cli/command.ts';
import { type Connection, type DatabaseFile, execute, select } from '../../data-file/database.ts';
import { openData } from '../../data-file/open-data.ts';
import type { ModelDefinition } from '../../models/definition.ts';

/**
 * Runs rows.sql over a data file and lends a connection in which the result is the table `rows`. Columns with the name of a
 * category, and those that model.json lists in `text`, are read as the text that stands in the file. The database is in
 * memory unless another one is given.
 * @throws {Failure} when the file cannot be read, or the query fails
 */
export async function withRows<T>(
  { fields, text, missing }: Pick<ModelDefinition, 'fields' | 'text' | 'missing'>,
  query: string,
  dataPath: string,
  use: (connection: Connection) => Promise<T>,
  database?: DatabaseFile,
): Promise<T> {
  const categories = fields.filter(({ type }) => type === 'category').map(({ name }) => name);
  const connection = await openData(dataPath, { texts: [...categories, ...text], missing }, database);
  try {
    await runQuery(connection, query, categories);
    return await use(connection);
  } finally {
    connection.closeSync();
  }
}

/** A query as it may stand inside another one. */
export function bareQuery(query: string): string {
  return query.trim().replace(/;$/, '');
}

/** @throws {Failure} when the query fails; if a text may be the cause, with the columns that a category made text */
async function runQuery(connection: Connection, query: string, categories: readonly string[]): Promise<void> {
  try {
    await execute(connection, `CREATE TEMP TABLE rows AS ${bareQuery(query)}`, 'rows.sql');
  } catch (error) {
    const { message } = error as Failure;
    const names = new Set(categories.map((name) => name.toLowerCase()));
    const columns = (await select(connection, 'DESCRIBE data')).map((row) => String(row.column_name));
    const texts = columns.filter((name) => names.has(name.toLowerCase()));
    if (!message.includes('VARCHAR') || texts.length === 0) throw error;
    throw new Failure(
      `${message}; ${texts.join(', ')}: text, because a category field has this name. CAST makes numbers of it`,
    );
  }
}
