import { type Connection, select } from '../data-file/database.ts';
import type { Candidate } from './field.ts';

/** Most pairs already differ within this many rows; only the others are compared in full. */
const SAMPLE = 1000;

/** The first of the other candidates with the same information: equal numbers, or categories that match one to one. */
export async function findDuplicate<T extends Candidate>(
  connection: Connection,
  candidate: Candidate,
  others: readonly T[],
): Promise<T | undefined> {
  const alike = others.filter((other) => mayAgree(candidate, other));
  return (await agreeing(connection, candidate, await agreeing(connection, candidate, alike, SAMPLE)))[0];
}

function mayAgree(a: Candidate, b: Candidate): boolean {
  if (a.found.distinct !== b.found.distinct || a.found.missing !== b.found.missing) return false;
  if (a.type !== 'number' && b.type !== 'number') return true;
  return a.type === b.type && a.found.minimum === b.found.minimum && a.found.maximum === b.found.maximum;
}

/** The other candidates that agree with this one on the first `limit` rows of the table `file`. */
async function agreeing<T extends Candidate>(
  connection: Connection,
  { value, type, found }: Candidate,
  others: readonly T[],
  limit = found.rows,
): Promise<T[]> {
  if (others.length === 0) return [];
  const values = found.distinct + (found.missing > 0 ? 1 : 0);
  const mayCorrespond = type !== 'number' && 2 * values <= found.rows;
  const cast = type === 'number' ? 'DOUBLE' : 'VARCHAR';
  const columns = others.map((other) => `(${other.value})::${cast}`);
  const names = ['a', ...others.map((_, k) => `b${k}`)];
  const verdicts = others.map((_, k) => {
    return mayCorrespond ? `count(DISTINCT {a: a, b: b${k}}) <= ${values}` : `bool_and(a IS NOT DISTINCT FROM b${k})`;
  });
  const sql = `SELECT [${verdicts.join(', ')}]::VARCHAR AS verdicts
     FROM (SELECT (${value})::${cast}, ${columns.join(', ')} FROM file LIMIT ${limit}) AS named(${names.join(', ')})`;
  const [row] = await select(connection, sql);
  const agrees = JSON.parse(String(row!.verdicts)) as boolean[];
  return others.filter((_, k) => agrees[k]);
}
