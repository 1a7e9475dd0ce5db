import type { DuckDBConnection } from '@duckdb/node-api';
import { DuckDBInstance } from '@duckdb/node-api';
import { onTestFinished } from 'vitest';
import { identifier, literal } from '../../../../scripts/data-file/database.ts';
import { randomSource } from '../../../../scripts/maths/random.ts';

export type Cell = string | number | boolean | null;
export type Columns = Record<string, (k: number) => Cell>;

const ROWS = 200;

/** A database in memory with a table `file` of 200 rows, which has these columns; closed after the test. */
export async function fileTable(columns: Columns): Promise<DuckDBConnection> {
  const connection = await (await DuckDBInstance.create(':memory:')).connect();
  onTestFinished(() => connection.closeSync());
  const rows = Array.from({ length: ROWS }, (_, k) => {
    return `(${Object.values(columns)
      .map((cell) => sql(cell(k)))
      .join(', ')})`;
  });
  const names = Object.keys(columns).map(identifier).join(', ');
  await connection.run(`CREATE TABLE file AS SELECT * FROM (VALUES ${rows.join(', ')}) AS rows(${names})`);
  return connection;
}

function sql(cell: Cell): string {
  return typeof cell === 'string' ? literal(cell) : String(cell).toUpperCase();
}

/** 1 with the given probability, else 0; the same for the same seed and row. */
export function noise(seed: number, probability = 0.4): (k: number) => number {
  const draw = randomSource(seed);
  const values = Array.from({ length: ROWS }, () => (draw() < probability ? 1 : 0));
  return (k) => values[k]!;
}
