import type { DuckDBConnection } from '@duckdb/node-api';
import { select } from '../training/rows/database.ts';

/** SQL that tells the rows of a file apart, whatever their order. */
export interface RowKey {
  value: string;
  /** Name of the table `data` in the query: one that no column has. */
  alias: string;
}

const ALIASES = ['data', 'source', 'file', 'whole_row'];
/** With more copies than this, rows that are alike are taken for observations of their own. */
const MOST_COPIES = 0.1;

/**
 * The whole row as text; where many rows are alike, because the file has few columns, also which copy it is: otherwise
 * all copies would be held out together, or none.
 */
export async function rowKey(connection: DuckDBConnection, columns: readonly string[]): Promise<RowKey> {
  const taken = new Set(columns.map((name) => name.toLowerCase()));
  const alias = ALIASES.find((name) => !taken.has(name)) ?? `row_of_${columns.length}_columns`;
  const [found] = await select(
    connection,
    'SELECT (SELECT count(*) FROM (SELECT DISTINCT * FROM file)) AS different, count(*) AS total FROM file',
  );
  const areAlike = Number(found!.different) < (1 - MOST_COPIES) * Number(found!.total);
  const value = areAlike ? `concat_ws('|', ${alias}, row_number() OVER (PARTITION BY ${alias}))` : `${alias}::VARCHAR`;
  return { value, alias };
}
