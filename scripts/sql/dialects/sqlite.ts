import type { Dialect } from '../dialect.ts';
import { call, doubleQuoted, exponential, textWithNul } from '../literals.ts';
import { tuples } from '../values-table.ts';

export const sqlite: Dialect = {
  title: 'SQLite',
  types: { text: 'TEXT', integer: 'INTEGER', double: 'REAL' },
  identifier: doubleQuoted,
  text: (value) => textWithNul(value, 'char(0)'),
  double: exponential,
  asText: (sql) => `CAST(${sql} AS TEXT) COLLATE BINARY`,
  // A cast would make 0 of any text.
  asNumber: (sql) => `CASE WHEN typeof(${sql}) IN ('integer', 'real') THEN CAST(${sql} AS REAL) END`,
  asInteger: (sql) => `CAST(${sql} AS INTEGER)`,
  isWhole: (x) => `FLOOR(${x}) = ${x}`,
  greatest: call('MAX'),
  least: call('MIN'),
  // SQLite makes an index for a column of texts only if it has that type, and for a table only if it is kept: hence LIMIT.
  table(columns, rows) {
    const selected = columns.map(({ name, type }, k) =>
      type === 'text' ? `CAST(column${k + 1} AS TEXT) AS ${name}` : `column${k + 1} AS ${name}`,
    );
    return `SELECT ${selected.join(', ')} FROM (VALUES${tuples(rows)}) LIMIT -1`;
  },
  mostRows: 30_000,
  times: {
    isTimestamp,
    dayOfText: (text) => `(unixepoch(${text}) / 86400)`,
    secondsOf: (column) => `FLOOR(${column})`,
    hourOf: (column) => `FLOOR(unixepoch(${column}) / 3600.0E0)`,
    localHour: (seconds, zone) =>
      `(SELECT FLOOR((s.x + o.ahead) / 3600.0E0) FROM (SELECT ${seconds} AS x) AS s, ${zone} AS o WHERE o.begin <= s.x ORDER BY o.begin DESC LIMIT 1)`,
    knowsZones: false,
    dayOfMonth: (days) => `CAST(strftime('%d', 86400 * ${days}, 'unixepoch') AS INTEGER)`,
    month: (days) => `CAST(strftime('%m', 86400 * ${days}, 'unixepoch') AS INTEGER)`,
  },
};

const DIGIT = '[0-9]';
const SIXTY = `[0-5]${DIGIT}`;

/** SQLite has no regular expressions: the parts of a timestamp are matched one after the other. */
function isTimestamp(text: string): string {
  const day = `SUBSTR(${text}, 1, 10)`;
  const seconds = `SUBSTR(${text}, 17)`;
  const fraction = `SUBSTR(${text}, 20)`;
  const afterFraction = `CASE WHEN ${fraction} GLOB '.${DIGIT}*' THEN LTRIM(SUBSTR(${fraction}, 2), '0123456789') ELSE ${fraction} END`;
  const offset = `CASE WHEN ${glob(seconds, [`:${SIXTY}*`, ':60*'])} THEN ${afterFraction} ELSE ${seconds} END`;
  const hour = [`[01]${DIGIT}`, '2[0-3]'];
  const isDate = `${glob(day, [`19${DIGIT}${DIGIT}-${DIGIT}${DIGIT}-${DIGIT}${DIGIT}`, `20${DIGIT}${DIGIT}-${DIGIT}${DIGIT}-${DIGIT}${DIGIT}`])} AND date(${day}) = ${day}`;
  const isClock = glob(
    `SUBSTR(${text}, 11, 6)`,
    hour.map((hour) => `[Tt ]${hour}:${SIXTY}`),
  );
  const isOffset = glob(offset, ['', '[Zz]', ...hour.map((hour) => `[+-]${hour}:${SIXTY}`)]);
  return `(${isDate} AND (LENGTH(${text}) = 10 OR ${isClock} AND ${isOffset}))`;
}

function glob(text: string, patterns: readonly string[]): string {
  return `(${patterns.map((pattern) => `${text} GLOB '${pattern}'`).join(' OR ')})`;
}
