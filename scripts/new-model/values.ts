import type { DuckDBConnection } from '@duckdb/node-api';
import { nearestCategories } from '../../src/core/nearest.ts';
import { select } from '../training/rows/database.ts';

const MOST = 1000;
const SHOWN = 10;

/** Up to 1000 values of an SQL expression over the table `file` as text, the most frequent first. */
export async function frequentValues(connection: DuckDBConnection, value: string): Promise<string[]> {
  const found = await select(
    connection,
    `SELECT v::VARCHAR AS text FROM (SELECT ${value} AS v FROM file) WHERE v IS NOT NULL
     GROUP BY v ORDER BY count(*) DESC, v LIMIT ${MOST}`,
  );
  return found.map((row) => String(row.text));
}

/** The values that a person most likely meant, nearest first: by difference for numbers, by spelling for text. */
export function nearestValues(values: readonly string[], wanted: string): string[] {
  const distance = (value: string) => Math.abs(Number(value) - Number(wanted));
  const areNumbers = [wanted, ...values].every((value) => value.trim() !== '' && Number.isFinite(Number(value)));
  if (!areNumbers) return nearestCategories(values, wanted, values.length);
  return values.toSorted((a, b) => distance(a) - distance(b));
}

/** The first values of a list in quotes, and how many more there are. */
export function listValues(values: readonly string[], total: number): string {
  const shown = values.slice(0, SHOWN).map((value) => JSON.stringify(value));
  return shown.join(', ') + (total > shown.length ? ` and ${total - shown.length} more` : '');
}
