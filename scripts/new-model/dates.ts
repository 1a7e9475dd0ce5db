import { type Connection, select } from '../data-file/database.ts';
import { separation } from './separation.ts';

export const WEEKDAYS = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'];

/** Parts of a timestamp that recur in new rows; the date itself does not. In SQL, and as features name them. */
const PARTS = { hour: 'hour', weekday: 'isodow', day: 'day', month: 'month' } as const;

export const PART_NAMES = Object.keys(PARTS) as (keyof typeof PARTS)[];

/**
 * AUC of the part of a date that is the most informative.
 * @param date SQL over the table `file`
 * @param positive SQL over the table `file`: true for the positive class
 */
export async function datePartsAuc(connection: Connection, date: string, positive: string): Promise<number> {
  let best = 0.5;
  for (const part of Object.values(PARTS)) {
    best = Math.max(best, await separation(connection, `${part}(${date})`, positive));
  }
  return best;
}

/** Whether a date has a time of day in some row. @param date SQL over the table `file` */
export async function knowsHour(connection: Connection, date: string): Promise<boolean> {
  const [found] = await select(
    connection,
    `SELECT count(*) AS times FROM file WHERE (${date})::DATE <> (${date})::TIMESTAMP`,
  );
  return Number(found!.times) > 0;
}
