import type { Dialect } from '../dialect.ts';
import { call, doubleQuoted, escapedText, exponential, withoutNul } from '../literals.ts';
import { TIMESTAMP_PATTERN } from '../timestamp-pattern.ts';

export const redshift: Dialect = {
  title: 'Redshift',
  types: { text: 'VARCHAR', integer: 'INTEGER', double: 'DOUBLE PRECISION' },
  identifier: doubleQuoted,
  text: (value) => escapedText(withoutNul(value, 'Redshift'), {}),
  double: (value) => `'${exponential(value)}'::FLOAT8`,
  asText: (sql) => `CAST(${sql} AS VARCHAR)`,
  asNumber: (sql) => `CAST(${sql} AS DOUBLE PRECISION)`,
  asInteger: (sql) => `CAST(${sql} AS INTEGER)`,
  isWhole: (x) => `FLOOR(${x}) = ${x}`,
  greatest: call('GREATEST'),
  least: call('LEAST'),
  // Redshift has no VALUES in FROM.
  table: (columns, rows) =>
    rows
      .map(
        (row, r) => `SELECT ${row.map((value, k) => (r === 0 ? `${value} AS ${columns[k]!.name}` : value)).join(', ')}`,
      )
      .join('\n  UNION ALL '),
  times: {
    isTimestamp: (text) => `${text} ~ '^(${TIMESTAMP_PATTERN})$'`,
    dayOfText: (text) => `DATEDIFF(day, DATE '1970-01-01', CAST(${text} AS DATE))`,
    secondsOf: (column) => `FLOOR(EXTRACT(EPOCH FROM ${column}))`,
    hourOf: (column) => `DATEDIFF(hour, TIMESTAMP '1970-01-01 00:00:00', CAST(${column} AS TIMESTAMP))`,
    localHour: (seconds, zone) =>
      `DATEDIFF(hour, TIMESTAMP '1970-01-01 00:00:00', CONVERT_TIMEZONE('UTC', ${zone}, TIMESTAMP 'epoch' + (${seconds}) * INTERVAL '1 second'))`,
    knowsZones: true,
    dayOfMonth: (days) => `EXTRACT(DAY FROM DATEADD(day, ${days}, DATE '1970-01-01'))`,
    month: (days) => `EXTRACT(MONTH FROM DATEADD(day, ${days}, DATE '1970-01-01'))`,
  },
};
