import type { Dialect } from '../dialect.ts';
import { call, doubleQuoted, exponential, textWithNul } from '../literals.ts';
import { TIMESTAMP_PATTERN } from '../timestamp-pattern.ts';
import { valuesTable } from '../values-table.ts';

export const duckdb: Dialect = {
  title: 'DuckDB',
  types: { text: 'VARCHAR', integer: 'INTEGER', double: 'DOUBLE' },
  identifier: doubleQuoted,
  text: (value) => textWithNul(value, 'chr(0)'),
  double: exponential,
  asText: (sql) => `CAST(${sql} AS VARCHAR) COLLATE "binary"`,
  asNumber: (sql) => `TRY_CAST(${sql} AS DOUBLE)`,
  asInteger: (sql) => `CAST(${sql} AS INTEGER)`,
  isWhole: (x) => `FLOOR(${x}) = ${x}`,
  greatest: call('GREATEST'),
  least: call('LEAST'),
  table: valuesTable,
  listed: (values, place) => `([${values.join(', ')}])[${place} + 1]`,
  isLazy: true,
  times: {
    isTimestamp: (text) => `regexp_full_match(${text}, '${TIMESTAMP_PATTERN}')`,
    dayOfText: (text) => `(CAST(${text} AS DATE) - DATE '1970-01-01')`,
    secondsOf: (column) => `floor(epoch(CAST(${column} AS TIMESTAMPTZ)))`,
    hourOf: (column) => `floor(epoch(CAST(${column} AS TIMESTAMP)) / 3600)`,
    localHour: (seconds, zone) => `floor(epoch(timezone(${zone}, to_timestamp(${seconds}))) / 3600)`,
    knowsZones: true,
    dayOfMonth: (days) => `day(DATE '1970-01-01' + ${days})`,
    month: (days) => `month(DATE '1970-01-01' + ${days})`,
  },
  folding: {
    translate: call('translate'),
    replaceAll: (text, pattern, replacement) =>
      `regexp_replace(${text}, ${pattern}, '${replacement.replaceAll('$', '\\')}', 'g')`,
  },
};
