import { hash } from '../../src/core/hash.ts';
import { identifier, select } from '../data-file/database.ts';
import { withRows } from '../training/rows/with-rows.ts';
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

/** In how many equal parts rows fall by chance, to decide which outcomes come late. */
const PARTS = 10;

/**
 * How many days the outcome of a row takes to become known: one, or for a share of them two or four.
 * @param late the share that comes late, from 0 to 1
 */
export function outcomeDelay(row: number, late: number): number {
  const place = (hash(String(row)) % PARTS) / PARTS;
  if (place < 1 - late) return 1;
  return place < 1 - late / 2 ? 2 : 4;
}

/**
 * The rows of the time that is held out, in order.
 * @param late the share of outcomes that come late
 */
export async function heldOutDays({ definition, query, data }: Rehearsed, late: number): Promise<Happening[]> {
  const { test, order = [] } = definition.splits.time!;
  return withRows(definition, query, data, async (connection) => {
    const by = order.map(identifier).join(', ');
    const fields = definition.fields.map(({ name }) => identifier(name)).join(', ');
    // Fields may have any name, so columns are numbered.
    const columns = definition.fields.map(({ name }, k) => `${identifier(name)} AS f${k}`).join(', ');
    const sql = `SELECT ${columns}, target::INTEGER AS outcome_, (dense_rank() OVER (ORDER BY ${by}) - 1)::INTEGER AS day_
      FROM rows WHERE ${test} ORDER BY ${by}, ${fields}, target`;
    const rows = await select(connection, sql);
    return rows.map((row, k) => {
      const day = Number(row.day_);
      const input = Object.fromEntries(
        definition.fields.map(({ name, type }, f) => [
          name,
          sentValue(row[`f${f}`], type === 'category' || type === 'timestamp'),
        ]),
      );
      return { input, outcome: Number(row.outcome_) === 1 ? 1 : 0, day, knownOn: day + outcomeDelay(k, late) };
    });
  });
}

function sentValue(value: unknown, isText: boolean): string | number | null {
  if (value === null || value === undefined) return null;
  return isText ? String(value) : Number(value);
}
