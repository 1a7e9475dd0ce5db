import type { DuckDBConnection } from '@duckdb/node-api';
import { select } from '../training/rows/database.ts';

/**
 * A column that alone tells the classes apart better than this is taken for the outcome under another name, and left
 * out. Real measurements come close (the flipper of a penguin tells its species with 0.98), so below it a column stays,
 * and above SUSPICIOUS the person is asked to look.
 */
export const LEAK = 0.995;
export const SUSPICIOUS = 0.95;

const MOST_BINS = 100;
const ROWS_PER_BIN = 20;
/** With fewer rows per value than this, each value may go with one class by chance. */
const ROWS_PER_PURE_VALUE = 3;

/**
 * How well a value alone tells the classes apart: the area under its ROC curve, 0.5 for not at all, 1 when every value
 * goes with one class. Rows are split in two halves and each is scored with the positive rates that the other half
 * has, so that values that occur once look like chance and not like knowledge. NULL counts as a value.
 * @param value SQL over the table `file`
 * @param positive SQL over the table `file`: true for the positive class
 */
export async function separation(connection: DuckDBConnection, value: string, positive: string): Promise<number> {
  const rows = labelled(value, positive);
  if (await isPure(connection, rows)) return 1;
  return Math.max(0.5, await auc(connection, crossFitted(rows)));
}

/**
 * The same for a number or a time: also of its order, upwards or downwards, and of its quantile, for what is neither.
 */
export async function orderedSeparation(
  connection: DuckDBConnection,
  value: string,
  positive: string,
): Promise<number> {
  const rows = labelled(value, positive);
  const ordered = await auc(connection, `SELECT v AS score, 1 AS n, y AS p FROM (${rows}) WHERE v IS NOT NULL`);
  const bins = `SELECT CASE WHEN v IS NOT NULL THEN floor(percent_rank() OVER (ORDER BY v) *
      greatest(1, least(${MOST_BINS}, (SELECT count(*) // ${ROWS_PER_BIN} FROM file)))) END AS v, y, rowid FROM (${rows})`;
  if (await isPure(connection, rows)) return 1;
  return Math.max(ordered, 1 - ordered, await auc(connection, crossFitted(bins)));
}

function labelled(value: string, positive: string): string {
  return `SELECT ${value} AS v, (${positive})::INTEGER AS y, rowid FROM file`;
}

async function isPure(connection: DuckDBConnection, rows: string): Promise<boolean> {
  const [found] = await select(
    connection,
    `SELECT bool_and(p = 0 OR p = n) AND ${ROWS_PER_PURE_VALUE} * count(*) <= sum(n) AS is_pure
     FROM (SELECT count(*) AS n, sum(y) AS p FROM (${rows}) GROUP BY v)`,
  );
  return found!.is_pure === true;
}

/** Scores v of each half with the smoothed positive rate of v in the other one. */
function crossFitted(rows: string): string {
  return `WITH halves AS (SELECT v, hash(rowid) % 2 AS half, count(*) AS n, sum(y) AS p FROM (${rows}) GROUP BY ALL),
      base AS (SELECT sum(p) / sum(n) AS rate FROM halves)
    SELECT (coalesce(other.p, 0) + rate) / (coalesce(other.n, 0) + 1) AS score, halves.n AS n, halves.p AS p
    FROM halves CROSS JOIN base
      LEFT JOIN halves AS other ON halves.v IS NOT DISTINCT FROM other.v AND halves.half <> other.half`;
}

/** The Mann–Whitney statistic of groups with a score, n rows and p positive ones; 0.5 when a class is missing. */
async function auc(connection: DuckDBConnection, groups: string): Promise<number> {
  const [found] = await select(
    connection,
    `SELECT sum(p * (below + negatives / 2)) / (sum(p) * sum(negatives)) AS auc
     FROM (SELECT p, negatives, sum(negatives) OVER (ORDER BY score) - negatives AS below
       FROM (SELECT score, sum(p)::DOUBLE AS p, sum(n - p)::DOUBLE AS negatives FROM (${groups}) GROUP BY score))`,
    'measuring how well a column alone tells the classes apart',
  );
  const value = Number(found!.auc ?? Number.NaN);
  return Number.isFinite(value) ? value : 0.5;
}
