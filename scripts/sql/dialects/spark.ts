import type { Dialect } from '../dialect.ts';
import { backticked, call, escapedText, exponential } from '../literals.ts';
import { TIMESTAMP_PATTERN } from '../timestamp-pattern.ts';
import { tuples } from '../values-table.ts';

export const spark: Dialect = {
  title: 'Spark',
  types: { text: 'STRING', integer: 'INT', double: 'DOUBLE' },
  identifier: backticked,
  // ${name} would be replaced by a setting of that name.
  text: (value) => escapedText(value, { '\0': '\\u0000', $: '\\u0024' }),
  double: exponential,
  asText: (sql) => `CAST(${sql} AS STRING)`,
  asNumber: (sql) => `TRY_CAST(${sql} AS DOUBLE)`,
  asInteger: (sql) => `CAST(${sql} AS INT)`,
  // FLOOR gives a BIGINT.
  isWhole: (x) => `${x} % 1.0E0 = 0.0E0`,
  greatest: call('GREATEST'),
  least: call('LEAST'),
  table: (columns, rows) => `SELECT * FROM VALUES${tuples(rows)} AS v(${columns.map(({ name }) => name).join(', ')})`,
  listed: (values, place) => `get(array(${values.join(', ')}), ${place})`,
  times: {
    isTimestamp: (text) => `${text} RLIKE '^(${TIMESTAMP_PATTERN})\\\\z'`,
    dayOfText: (text) => `CAST(DATEDIFF(CAST(${text} AS DATE), DATE '1970-01-01') AS BIGINT)`,
    secondsOf: (column) => `UNIX_SECONDS(${column})`,
    hourOf: (column) => `(DATEDIFF(CAST(${column} AS DATE), DATE '1970-01-01') * 24 + HOUR(${column}))`,
    localHour: (seconds, zone) =>
      `FLOOR(UNIX_SECONDS(FROM_UTC_TIMESTAMP(TIMESTAMP_SECONDS(${seconds}), ${zone})) / 3600)`,
    knowsZones: true,
    dayOfMonth: (days) => `DAY(DATE_ADD(DATE '1970-01-01', ${days}))`,
    month: (days) => `MONTH(DATE_ADD(DATE '1970-01-01', ${days}))`,
  },
  folding: {
    translate: call('TRANSLATE'),
    replaceAll: (text, pattern, replacement) => `REGEXP_REPLACE(${text}, ${pattern}, '${replacement}')`,
  },
};
