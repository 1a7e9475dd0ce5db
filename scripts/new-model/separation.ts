import { type Connection, select } from '../data-file/database.ts';

/**
 * A column with a higher AUC than this counts as the outcome under another name and is left out. Real measurements come
 * close (the flipper length of penguins reaches 0.98 for their species), so other columns stay. Above SUSPICIOUS, the
 * report asks the user to check.
 */
export const LEAK = 0.995;
export const SUSPICIOUS = 0.95;

const MOST_BINS = 100;
const ROWS_PER_BIN = 20;
/** With fewer rows per value than this, every value may have only one class by chance. */
const ROWS_PER_PURE_VALUE = 3;

/**
 * AUC of a value alone: 0.5 for no information, 1 if every value has only one class. Each half of the rows is scored with
 * the positive rates of the other half (cross-fitting), so that values that occur once do not look informative. NULL
 * counts as a value.
 * @param value SQL over the table `file`
 * @param positive SQL over the table `file`: true for the positive class
 */
export async function separation(connection: Connection, value: string, positive: string): Promise<number> {
  const rows = labelled(value, positive);
  if (await isPure(connection, rows)) return 1;
  return Math.max(0.5, await auc(connection, crossFitted(rows)));
}

/** The same for a number or a time: the best AUC of ascending and descending order, and of bins of its quantiles. */
export async function orderedSeparation(connection: Connection, value: string, positive: string): Promise<number> {
  const rows = labelled(value, positive);
  const ordered = await auc(connection, `SELECT v AS score, 1 AS n, y AS p FROM (${rows}) WHERE v IS NOT NULL`);
  const bins = `SELECT CASE WHEN v IS NOT NULL THEN floor(percent_rank() OVER (ORDER BY v) *
      greatest(1, least(${MOST_BINS}, (SELECT count(*) // ${ROWS_PER_BIN} FROM file)))) END AS v, y, place FROM (${rows})`;
  if (await isPure(connection, rows)) return 1;
  return Math.max(ordered, 1 - ordered, await auc(connection, crossFitted(bins)));
}

function labelled(value: string, positive: string): string {
  return `SELECT v, y, place FROM (SELECT ${value}, (${positive})::INTEGER, row_number() OVER () FROM file)
     AS named(v, y, place)`;
}

async function isPure(connection: Connection, rows: string): Promise<boolean> {
  const sql = `SELECT bool_and(p = 0 OR p = n) AND ${ROWS_PER_PURE_VALUE} * count(*) <= sum(n) AS is_pure
     FROM (SELECT count(*) AS n, sum(y) AS p FROM (${rows}) GROUP BY v)`;
  const [found] = await select(connection, sql);
  return found!.is_pure === true;
}

/** Scores the values of each half with their smoothed positive rates in the other half. */
function crossFitted(rows: string): string {
  return `WITH halves AS (SELECT v, hash(place) % 2 AS half, count(*) AS n, sum(y) AS p FROM (${rows}) GROUP BY ALL),
      base AS (SELECT sum(p) / sum(n) AS rate FROM halves)
    SELECT (coalesce(other.p, 0) + rate) / (coalesce(other.n, 0) + 1) AS score, halves.n AS n, halves.p AS p
    FROM halves CROSS JOIN base
      LEFT JOIN halves AS other ON halves.v IS NOT DISTINCT FROM other.v AND halves.half <> other.half`;
}

/** AUC (Mann–Whitney) of groups with a score, n rows and p positive rows; 0.5 if a class is missing. */
async function auc(connection: Connection, groups: string): Promise<number> {
  const sql = `SELECT sum(p * (below + negatives / 2)) / (sum(p) * sum(negatives)) AS auc
     FROM (SELECT p, negatives, sum(negatives) OVER (ORDER BY score) - negatives AS below
       FROM (SELECT score, sum(p)::DOUBLE AS p, sum(n - p)::DOUBLE AS negatives FROM (${groups}) GROUP BY score))`;
  const [found] = await select(connection, sql, 'measuring the AUC of a column');
  const value = Number(found!.auc ?? Number.NaN);
  return Number.isFinite(value) ? value : 0.5;
}
