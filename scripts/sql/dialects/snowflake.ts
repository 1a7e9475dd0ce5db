import type { Dialect } from '../dialect.ts';
import { call, doubleQuoted, escapedText, exponential } from '../literals.ts';
import { TIMESTAMP_PATTERN } from '../timestamp-pattern.ts';
import { tuples } from '../values-table.ts';

/** A name that may be written without quotes, which then counts in upper case. */
const PLAIN = /^[a-z_][a-z0-9_]*$/i;
const EPOCH = "CAST('1970-01-01' AS TIMESTAMP_NTZ)";

export const snowflake: Dialect = {
  title: 'Snowflake',
  types: { text: 'VARCHAR', integer: 'INTEGER', double: 'FLOAT' },
  identifier: (name) => doubleQuoted(PLAIN.test(name) ? name.toUpperCase() : name),
  text: (value) => escapedText(value, { '\0': '\\0' }),
  double: (value) => `'${exponential(value)}'::FLOAT`,
  asText: (sql) => `COLLATE(CAST(${sql} AS VARCHAR), '')`,
  asNumber: (sql) => `CAST(${sql} AS FLOAT)`,
  asInteger: (sql) => `CAST(${sql} AS INTEGER)`,
  isWhole: (x) => `FLOOR(${x}) = ${x}`,
  greatest: call('GREATEST'),
  least: call('LEAST'),
  table(columns, rows) {
    const selected = columns.map(({ name }, k) => `column${k + 1} AS ${name}`).join(', ');
    return `SELECT ${selected} FROM VALUES${tuples(rows)}`;
  },
  mostRows: 16_000,
  times: {
    isTimestamp: (text) => `REGEXP_LIKE(${text}, '${TIMESTAMP_PATTERN}')`,
    dayOfText: (text) => `DATEDIFF('day', DATE '1970-01-01', TO_DATE(${text}, 'YYYY-MM-DD'))`,
    secondsOf: (column) => `DATE_PART(EPOCH_SECOND, ${column})`,
    hourOf: (column) => `DATEDIFF('hour', ${EPOCH}, CAST(${column} AS TIMESTAMP_NTZ))`,
    localHour: (seconds, zone) =>
      `DATEDIFF('hour', ${EPOCH}, CONVERT_TIMEZONE('UTC', ${zone}, TO_TIMESTAMP_NTZ(${seconds})))`,
    knowsZones: true,
    dayOfMonth: (days) => `DAYOFMONTH(DATEADD('day', ${days}, DATE '1970-01-01'))`,
    month: (days) => `MONTH(DATEADD('day', ${days}, DATE '1970-01-01'))`,
  },
  folding: {
    translate: call('TRANSLATE'),
    replaceAll: (text, pattern, replacement) =>
      `REGEXP_REPLACE(${text}, ${pattern}, '${replacement.replaceAll('$', '\\\\')}')`,
  },
};
