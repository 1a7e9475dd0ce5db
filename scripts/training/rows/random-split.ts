import { type Connection, identifier, select } from '../../data-file/database.ts';
import { TEST, TRAIN, VALIDATION } from './rows.ts';

/** Rows with the same fields that are more than this, and more than this share of all rows, are drawn one by one. */
const MOST_TOGETHER = 10;
const LARGEST_SHARE = 0.01;

/**
 * SQL over the table `rows` for the part of a row in the random split: a third for testing, and of the others a third for
 * validation. It hashes the seed and the column `split_key` of rows.sql.
 *
 * Without such a column it hashes the fields and nothing else, so that it is independent of the target, and copies of a row
 * are in one part. Only where many rows share their fields, as they do if there are few combinations, the part is drawn row
 * by row: together they would make a part that is too large, or of one kind. Such rows are numbered, the positive and the
 * negative ones apart, and the number is hashed with the fields.
 */
export async function randomPart(
  connection: Connection,
  fields: readonly string[],
  columns: Iterable<string>,
  seed: number,
): Promise<string> {
  const names = [...columns];
  const key = names.includes('split_key') ? 'split_key::VARCHAR' : await keyOfFields(connection, fields, names);
  const hash = `md5_number_lower(concat('${seed}|', ${key})) % 9`;
  return `CASE WHEN ${hash} % 3 = 0 THEN ${TEST} WHEN ${hash} < 3 THEN ${VALIDATION} ELSE ${TRAIN} END`;
}

async function keyOfFields(
  connection: Connection,
  fields: readonly string[],
  columns: readonly string[],
): Promise<string> {
  const shared = fields.map(identifier).join(', ');
  const isMany = `greatest(${MOST_TOGETHER}, ${LARGEST_SHARE} * (SELECT count(*) FROM rows))`;
  const sql = `SELECT count(*) AS many FROM (SELECT 1 FROM rows GROUP BY ${shared} HAVING count(*) > ${isMany})`;
  const [found] = await select(connection, sql);
  const together = `row(${shared})::VARCHAR`;
  if (Number(found!.many) === 0) return together;
  const others = columns.filter((name) => !fields.includes(name) && name !== 'target' && name !== 'cluster');
  const order = ['target', ...others, ...columns.filter((name) => name === 'cluster')].map(identifier).join(', ');
  const number = `row_number() OVER (PARTITION BY ${shared}, target ORDER BY ${order})`;
  return `concat(${together}, CASE WHEN count(*) OVER (PARTITION BY ${shared}) > ${isMany} THEN '|' || ${number} END)`;
}

/** How many rows of the table `rows` are copies of another one: equal in every column but the cluster. */
export async function countCopies(connection: Connection, columns: Iterable<string>): Promise<number> {
  const names = Array.from(columns).filter((name) => name !== 'cluster');
  const kinds = `SELECT 1 FROM rows GROUP BY ${names.map(identifier).join(', ')}`;
  const sql = `SELECT (SELECT count(*) FROM rows) - (SELECT count(*) FROM (${kinds})) AS copies`;
  const [found] = await select(connection, sql);
  return Number(found!.copies);
}
