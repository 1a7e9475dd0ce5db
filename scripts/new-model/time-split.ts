import { type Connection, select } from '../data-file/database.ts';

/** Conditions for training and test rows on the column split_time of rows.sql, which holds `value`. */
export interface TimeSplit {
  value: string;
  description: string;
  train: string;
  test: string;
}

const TEST_SHARE = 0.2;

/**
 * Holds out the last fifth of the time range of a date; undefined if training or test rows would lack a class.
 * @param value SQL over the table `file`: the date
 * @param positive SQL over the table `file`: true for the positive class
 */
export async function timeSplit(
  connection: Connection,
  { name, value }: { name: string; value: string },
  positive: string,
): Promise<TimeSplit | undefined> {
  const cutSql = `SELECT CASE WHEN date_diff('day', low, high) >= 10 THEN date_trunc('day', cut)::DATE::VARCHAR
       ELSE date_trunc('second', cut)::VARCHAR END AS cut
     FROM (SELECT low, high, low + (high - low) * ${1 - TEST_SHARE} AS cut
       FROM (SELECT min(${value})::TIMESTAMP AS low, max(${value})::TIMESTAMP AS high FROM file))`;
  const [range] = await select(connection, cutSql);
  const cut = String(range!.cut);
  const boundary = `TIMESTAMP '${cut}'`;
  const sidesSql = `SELECT count(DISTINCT (${positive})) FILTER (${value} < ${boundary}) AS train,
       count(DISTINCT (${positive})) FILTER (${value} >= ${boundary}) AS test FROM file`;
  const [sides] = await select(connection, sidesSql);
  if (Number(sides!.train) < 2 || Number(sides!.test) < 2) return undefined;
  return {
    value,
    description: `${name} before ${cut} against ${cut} and later`,
    train: `split_time < ${boundary}`,
    test: `split_time >= ${boundary}`,
  };
}
