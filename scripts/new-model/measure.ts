import { type Connection, select } from '../data-file/database.ts';

const MOST_VALUES = 1000;

/** Counts and range of a value over the rows of the file. */
export interface Measure {
  rows: number;
  /** Rows in which it is NULL. */
  missing: number;
  /** Number of distinct values, without NULL. */
  distinct: number;
  /** Smallest and largest value; NaN if they are not numbers. */
  minimum: number;
  maximum: number;
  /** Mean number of characters. */
  length: number;
}

/** Measures an SQL expression over the table `file`. */
export async function measure(connection: Connection, value: string): Promise<Measure> {
  const sql = `SELECT count(*) AS rows, count(*) - count(v) AS missing, count(DISTINCT v) AS distinct_values,
       TRY_CAST(min(v)::VARCHAR AS DOUBLE) AS minimum, TRY_CAST(max(v)::VARCHAR AS DOUBLE) AS maximum,
       avg(length(v::VARCHAR)) AS length
     FROM (SELECT ${value} FROM file) AS named(v)`;
  const [found] = await select(connection, sql);
  return {
    rows: Number(found!.rows),
    missing: Number(found!.missing),
    distinct: Number(found!.distinct_values),
    minimum: Number(found!.minimum ?? Number.NaN),
    maximum: Number(found!.maximum ?? Number.NaN),
    length: Number(found!.length ?? 0),
  };
}

/** The distinct values of an SQL expression over the table `file`, as text in the order of their UTF-8 bytes, and their rows. */
export async function valueCounts(connection: Connection, value: string): Promise<Map<string, number>> {
  const sql = `SELECT v, count(*) AS rows FROM (SELECT (${value})::VARCHAR FROM file) AS named(v)
     WHERE v IS NOT NULL GROUP BY v ORDER BY v`;
  const found = await select(connection, sql);
  return new Map(found.map((row) => [String(row.v), Number(row.rows)]));
}

/** Up to 1000 values of an SQL expression over the table `file`, as text, the most frequent first. */
export async function frequentValues(connection: Connection, value: string): Promise<string[]> {
  const sql = `SELECT v::VARCHAR AS text FROM (SELECT ${value} FROM file) AS named(v) WHERE v IS NOT NULL
     GROUP BY v ORDER BY count(*) DESC, v LIMIT ${MOST_VALUES}`;
  const found = await select(connection, sql);
  return found.map((row) => String(row.text));
}

/** The median of an SQL expression over the table `file`; of two middle values, the lower one. */
export async function median(connection: Connection, value: string): Promise<number> {
  const [found] = await select(connection, `SELECT quantile_disc(${value}, 0.5)::DOUBLE AS median FROM file`);
  return Number(found!.median);
}
