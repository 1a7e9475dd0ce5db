import { type Connection, select } from '../data-file/database.ts';

/** SQL that identifies a row of the file, independent of the order of rows. */
export interface RowKey {
  value: string;
  /** Alias of the table `data` in the query; differs from all column names. */
  alias: string;
}

const ALIASES = ['data', 'source', 'file', 'whole_row'];
/** With a larger share of copies than this, identical rows count as separate observations. */
const MOST_COPIES = 0.1;

/**
 * The whole row as text. If many rows are identical, because the file has few columns, also the number of the copy:
 * otherwise all copies would be held out together, or none of them.
 */
export async function rowKey(connection: Connection, columns: readonly string[]): Promise<RowKey> {
  const taken = new Set(columns.map((name) => name.toLowerCase()));
  const alias = ALIASES.find((name) => !taken.has(name)) ?? `row_of_${columns.length}_columns`;
  const sql =
    'SELECT (SELECT count(*) FROM (SELECT DISTINCT * FROM file)) AS distinct_rows, count(*) AS total FROM file';
  const [found] = await select(connection, sql);
  const hasManyCopies = Number(found!.distinct_rows) < (1 - MOST_COPIES) * Number(found!.total);
  if (!hasManyCopies) return { value: `${alias}::VARCHAR`, alias };
  return { value: `concat_ws('|', ${alias}, row_number() OVER (PARTITION BY ${alias}))`, alias };
}
