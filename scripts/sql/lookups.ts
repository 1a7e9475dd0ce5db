import type { Dialect, SqlType, TableColumn } from './dialect.ts';
import { matching } from './expressions.ts';

/** Keys, and of each some values; all are literals. */
export interface Entries {
  type: SqlType;
  keys: readonly string[];
  columns: readonly { type: SqlType; values: readonly string[] }[];
}

/** Looks up literals in the rows of a statement, and keeps the tables and joins that this needs. */
export interface Lookups {
  /** SQL, per column of the entries, for the value beside the key that `x` equals; NULL beside none. */
  find(x: string, entries: Entries): string[];
  /** SQL for `values[place]`. The place is from 0 to below their number, or NULL. */
  at(place: string, values: readonly string[], type: SqlType): string;
  /** Adds a table of literals; returns its name. */
  table(columns: readonly TableColumn[], rows: readonly (readonly string[])[]): string;
  /** Definitions of the tables, for WITH. */
  tables: string[];
  /** The joins, for FROM. */
  joins: string[];
}

/** Up to this many keys, a CASE is as fast as a join. */
const SHORT = 3;

/** Prepares the look-ups of one statement. `prefix` sets the names of its tables apart from those of others. */
export function createLookups(dialect: Dialect, prefix = 'lookup'): Lookups {
  const { looked, listed, mostRows = Number.POSITIVE_INFINITY } = dialect;
  const lookups: Lookups = {
    find(x, entries) {
      const { type, keys, columns } = entries;
      if (keys.length <= SHORT) return columns.map(({ values }) => matching(x, keys, values));
      if (looked) return columns.map((column) => looked(x, keys, column.values, column.type));
      if (keys.length > mostRows) {
        const parts = [slice(entries, 0, mostRows), slice(entries, mostRows)].map((part) => lookups.find(x, part));
        return columns.map((_, k) => `COALESCE(${parts.map((found) => found[k]).join(', ')})`);
      }
      const named = columns.map((column, k) => ({ name: `v${k}`, type: column.type }));
      const rows = keys.map((key, row) => [key, ...columns.map(({ values }) => values[row]!)]);
      const name = lookups.table([{ name: 'k', type }, ...named], rows);
      lookups.joins.push(`LEFT JOIN ${name} ON ${x} = ${name}.k`);
      return named.map((column) => `${name}.${column.name}`);
    },
    at(place, values, type) {
      if (listed && values.length > 1) return listed(values, place, type);
      const keys = values.map((_, k) => String(k));
      return lookups.find(place, { type: 'integer', keys, columns: [{ type, values }] })[0]!;
    },
    table(columns, rows) {
      const name = `${prefix}_${lookups.tables.length + 1}`;
      lookups.tables.push(`${name} AS (${dialect.table(columns, rows)})`);
      return name;
    },
    tables: [],
    joins: [],
  };
  return lookups;
}

function slice({ type, keys, columns }: Entries, from: number, to = keys.length): Entries {
  const parts = columns.map((column) => ({ ...column, values: column.values.slice(from, to) }));
  return { type, keys: keys.slice(from, to), columns: parts };
}
