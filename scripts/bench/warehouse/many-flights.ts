import { existsSync } from 'node:fs';
import { execute, literal, openDatabase } from '../../data-file/database.ts';

const FLIGHTS = 'node_modules/vega-datasets/data/flights-3m.parquet';
const COUNT = 3_000_000;

/**
 * Writes a Parquet file of made-up flights, unless it exists: every one has the origin, the destination, and the time with
 * the delay of three flights of the data, so that few have the same values. `distance` numbers them.
 */
export async function writeFlights(path: string, rows: number): Promise<string> {
  if (rows === COUNT) return FLIGHTS;
  if (existsSync(path)) return path;
  const connection = await openDatabase();
  try {
    const pick = (seed: number) => `(hash(i * 8 + ${seed}) % ${COUNT})::BIGINT`;
    await execute(connection, 'SET preserve_insertion_order = false');
    await execute(
      connection,
      `CREATE TEMP TABLE flights AS SELECT row_number() OVER () - 1 AS n, * FROM read_parquet(${literal(FLIGHTS)})`,
    );
    await execute(
      connection,
      `COPY (SELECT a.origin, b.destination, c.date, c.delay, made.i AS distance
       FROM (SELECT i, ${pick(1)} AS a, ${pick(2)} AS b, ${pick(3)} AS c FROM range(${rows}) AS r(i)) AS made
       JOIN flights AS a ON a.n = made.a JOIN flights AS b ON b.n = made.b JOIN flights AS c ON c.n = made.c)
       TO ${literal(path)} (FORMAT parquet)`,
    );
    return path;
  } finally {
    connection.closeSync();
  }
}
