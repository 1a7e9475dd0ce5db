import type { Dialect } from '../sql/dialect.ts';
import { duckdb } from '../sql/dialects/duckdb.ts';
import { matching } from '../sql/expressions.ts';
import { ROW } from '../sql/select.ts';
import { ownName } from './open-rows.ts';

/** Optimizers that would swap the sides of a join, and so the order of rows. */
export const SWAP_JOINS = 'join_order,build_side_probe_side';

/** The number that stands for all numbers without a value. */
const NONE = -1;

/** Look-ups of one statement that keep the order of rows. */
export interface LookupsInOrder {
  dialect: Dialect;
  /** SQL for a table with the columns that what was looked up is in; to be called at the end. */
  over(table: string): string;
  /** How many joins that takes. */
  joins(): number;
}

/**
 * DuckDB with look-ups that keep the order of rows, if SWAP_JOINS are disabled. An outer join would put the rows without a match
 * behind the others of a chunk. So a text is cast to an enumeration, and a number joined to a table in which every row has a
 * match: numbers that are not among the keys become NONE first.
 */
export function lookupsInOrder(): LookupsInOrder {
  const joined: { x: string; keys: readonly string[]; values: readonly string[] }[] = [];
  const column = (k: number) => ownName(`found ${k}`);
  return {
    dialect: {
      ...duckdb,
      looked(x, keys, values, type) {
        if (keys.every((key) => /^\d+$/.test(key))) {
          joined.push({ x, keys, values });
          return `${ROW}.${column(joined.length - 1)}`;
        }
        // An enumeration takes string literals only, and the literal of a text with NUL is an expression.
        if (!keys.every((key) => key.startsWith("'"))) return matching(x, keys, values);
        const place = `enum_code(TRY_CAST(${x} AS ENUM (${keys.join(', ')})))`;
        const isPlace = values.every((value, k) => value === String(k));
        return isPlace ? `CAST(${place} AS INTEGER)` : duckdb.listed!(values, place, type);
      },
    },
    joins: () => joined.length,
    over: (table) =>
      joined.reduce((from, { x, keys, values }, k) => {
        const key = ownName(`key ${k}`);
        const known = `CASE WHEN ${x} IN (SELECT unnest([${keys.join(', ')}])) THEN ${x} ELSE ${NONE} END`;
        const pairs = [...keys.map((one, p) => `(${one}, ${values[p]})`), `(${NONE}, NULL)`];
        return `(SELECT ${ROW}.*, looked.v AS ${column(k)}
          FROM (SELECT ${ROW}.*, ${known} AS ${key} FROM ${from} AS ${ROW}) AS ${ROW}
          JOIN (VALUES ${pairs.join(', ')}) AS looked(k, v) ON ${ROW}.${key} = looked.k)`;
      }, table),
  };
}
