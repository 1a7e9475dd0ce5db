import type { Dialect } from '../dialect.ts';
import { call, doubleQuoted, escapedText, exponential, plainText, withoutNul } from '../literals.ts';
import { TIMESTAMP_PATTERN } from '../timestamp-pattern.ts';
import { valuesTable } from '../values-table.ts';

const TYPES = { text: 'TEXT', integer: 'INTEGER', double: 'DOUBLE PRECISION' };

export const postgres: Dialect = {
  title: 'Postgres',
  types: TYPES,
  identifier: doubleQuoted,
  text(value) {
    const text = withoutNul(value, 'Postgres');
    return text.includes('\\') ? `E${escapedText(text, {})}` : plainText(text);
  },
  double: (value) => `'${exponential(value)}'::FLOAT8`,
  asText: (sql) => `CAST(${sql} AS TEXT) COLLATE "C"`,
  asNumber: (sql) => `CAST(${sql} AS DOUBLE PRECISION)`,
  asInteger: (sql) => `CAST(${sql} AS INTEGER)`,
  isWhole: (x) => `FLOOR(${x}) = ${x}`,
  greatest: call('GREATEST'),
  least: call('LEAST'),
  table: valuesTable,
  listed: (values, place, type) => `(CAST(ARRAY[${values.join(', ')}] AS ${TYPES[type]}[]))[${place} + 1]`,
  times: {
    isTimestamp: (text) => `${text} ~ '^(${TIMESTAMP_PATTERN})$'`,
    dayOfText: (text) => `CAST(CAST(${text} AS DATE) - DATE '1970-01-01' AS BIGINT)`,
    secondsOf: (column) => `FLOOR(EXTRACT(EPOCH FROM CAST(${column} AS TIMESTAMPTZ)))`,
    hourOf: (column) => `FLOOR(EXTRACT(EPOCH FROM CAST(${column} AS TIMESTAMP)) / 3600)`,
    localHour: (seconds, zone) => `FLOOR(EXTRACT(EPOCH FROM TIMEZONE(${zone}, TO_TIMESTAMP(${seconds}))) / 3600)`,
    knowsZones: true,
    dayOfMonth: (days) => `CAST(EXTRACT(DAY FROM DATE '1970-01-01' + ${days}) AS INTEGER)`,
    month: (days) => `CAST(EXTRACT(MONTH FROM DATE '1970-01-01' + ${days}) AS INTEGER)`,
  },
  folding: {
    translate: call('TRANSLATE'),
    replaceAll: (text, pattern, replacement) =>
      `REGEXP_REPLACE(${text}, ${pattern}, E'${replacement.replaceAll('$', '\\\\')}', 'g')`,
  },
};
