import type { Dialect } from '../dialect.ts';
import { backslashed, call, escapedText, exponential } from '../literals.ts';
import { TIMESTAMP_PATTERN } from '../timestamp-pattern.ts';
import { tuples } from '../values-table.ts';

const TYPES = { text: 'STRING', integer: 'INT64', double: 'FLOAT64' };

export const bigquery: Dialect = {
  title: 'BigQuery',
  types: TYPES,
  identifier: backslashed,
  text: (value) => escapedText(value, { '\0': '\\x00', '\n': '\\n', '\r': '\\r' }),
  double: exponential,
  asText: (sql) => `COLLATE(CAST(${sql} AS STRING), '')`,
  asNumber: (sql) => `SAFE_CAST(${sql} AS FLOAT64)`,
  asInteger: (sql) => `CAST(${sql} AS INT64)`,
  isWhole: (x) => `FLOOR(${x}) = ${x}`,
  greatest: call('GREATEST'),
  least: call('LEAST'),
  table(columns, rows) {
    const structure = columns.map(({ name, type }) => `${name} ${TYPES[type]}`).join(', ');
    return `SELECT * FROM UNNEST(ARRAY<STRUCT<${structure}>>[${tuples(rows)}])`;
  },
  listed: (values, place) => `[${values.join(', ')}][OFFSET(${place})]`,
  times: {
    isTimestamp: (text) => `REGEXP_CONTAINS(${text}, '^(${TIMESTAMP_PATTERN})$')`,
    dayOfText: (text) => `UNIX_DATE(CAST(${text} AS DATE))`,
    secondsOf: (column) => `UNIX_SECONDS(${column})`,
    hourOf: (column) => `DATETIME_DIFF(CAST(${column} AS DATETIME), DATETIME '1970-01-01 00:00:00', HOUR)`,
    localHour: (seconds, zone) =>
      `DATETIME_DIFF(DATETIME(TIMESTAMP_SECONDS(${seconds}), ${zone}), DATETIME '1970-01-01 00:00:00', HOUR)`,
    knowsZones: true,
    dayOfMonth: (days) => `EXTRACT(DAY FROM DATE_FROM_UNIX_DATE(${days}))`,
    month: (days) => `EXTRACT(MONTH FROM DATE_FROM_UNIX_DATE(${days}))`,
  },
  folding: {
    translate: call('TRANSLATE'),
    replaceAll: (text, pattern, replacement) =>
      `REGEXP_REPLACE(${text}, ${pattern}, '${replacement.replaceAll('$', '\\\\')}')`,
  },
};
