import type { Dialect } from '../dialect.ts';
import { call, doubleQuoted, escapedText, exponential, withoutNul } from '../literals.ts';
import { TIMESTAMP_PATTERN } from '../timestamp-pattern.ts';

/** A text without a length would be cut after 256 bytes. */
const TYPES = { text: 'VARCHAR(65535)', integer: 'INTEGER', double: 'DOUBLE PRECISION' };

export const redshift: Dialect = {
  title: 'Redshift',
  types: TYPES,
  identifier: doubleQuoted,
  text: (value) => escapedText(withoutNul(value, 'Redshift'), {}),
  double: (value) => `'${exponential(value)}'::FLOAT8`,
  asText: (sql) => `CAST(${sql} AS ${TYPES.text})`,
  textEnd: '.',
  asNumber: (sql) => `CAST(${sql} AS DOUBLE PRECISION)`,
  asInteger: (sql) => `CAST(${sql} AS INTEGER)`,
  isWhole: (x) => `FLOOR(${x}) = ${x}`,
  greatest: call('GREATEST'),
  least: call('LEAST'),
  // Redshift has no VALUES in FROM. The first row gives columns their types.
  table(columns, rows) {
    const others = rows.slice(1).map((row) => `SELECT ${row.join(', ')}`);
    const typed = columns.map(({ name, type }, k) => `CAST(${rows[0]![k]} AS ${TYPES[type]}) AS ${name}`);
    return [`SELECT ${typed.join(', ')}`, ...others].join('\n  UNION ALL ');
  },
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
