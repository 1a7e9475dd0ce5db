import { hash } from '../../src/core/hash.ts';
import { execute, identifier, select } from '../data-file/database.ts';
import { openData } from '../data-file/open-data.ts';
import type { Rehearsed } from './project.ts';

/** A row of the held-out time: what a caller asks, and what will become known. */
export interface Happening {
  input: Readonly<Record<string, string | number | null>>;
  outcome: 0 | 1;
  /** Days from the first one. */
  day: number;
  /** The first day on which the outcome is known. */
  knownOn: number;
}

/** How many days outcomes take to become known: most are there the next day, some come late. */
const DELAYS = [1, 1, 1, 1, 1, 1, 1, 1, 2, 4];

/** The rows of the time that is held out, in order. */
export async function heldOutDays({ definition, query, data }: Rehearsed): Promise<Happening[]> {
  const { test, order = [] } = definition.splits.time!;
  const categories = definition.fields.filter(({ type }) => type === 'category').map(({ name }) => name);
  const connection = await openData(data, {
    texts: [...categories, ...definition.text],
    missing: definition.missing,
  });
  try {
    await execute(connection, `CREATE TEMP TABLE rows AS ${query.trim().replace(/;$/, '')}`, 'rows.sql');
    const by = order.map(identifier).join(', ');
    const fields = definition.fields.map(({ name }) => identifier(name)).join(', ');
    const sql = `SELECT ${fields}, target::INTEGER AS target, (dense_rank() OVER (ORDER BY ${by}) - 1)::INTEGER AS day
      FROM rows WHERE ${test} ORDER BY ${by}, ${fields}, target`;
    const rows = await select(connection, sql);
    return rows.map((row, k) => {
      const day = Number(row.day);
      const input = Object.fromEntries(
        definition.fields.map(({ name, type }) => [name, sentValue(row[name], type === 'category')]),
      );
      const delay = DELAYS[hash(String(k)) % DELAYS.length]!;
      return { input, outcome: Number(row.target) === 1 ? 1 : 0, day, knownOn: day + delay };
    });
  } finally {
    connection.closeSync();
  }
}

function sentValue(value: unknown, isText: boolean): string | number | null {
  if (value === null || value === undefined) return null;
  return isText ? String(value) : Number(value);
}
