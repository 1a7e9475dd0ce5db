import type { Dialect } from '../dialect.ts';
import { backslashed, call, escapedText, exponential } from '../literals.ts';
import { TIMESTAMP_PATTERN } from '../timestamp-pattern.ts';
import { tuples } from '../values-table.ts';

const TYPES = { text: 'Nullable(String)', integer: 'Nullable(Int32)', double: 'Nullable(Float64)' };

export const clickhouse: Dialect = {
  title: 'ClickHouse',
  types: TYPES,
  identifier: backslashed,
  text: (value) => escapedText(value, { '\0': '\\0' }),
  double: exponential,
  asText: (sql) => `CAST(${sql} AS ${TYPES.text})`,
  asNumber: (sql) => `CAST(${sql} AS ${TYPES.double})`,
  asInteger: (sql) => `CAST(${sql} AS ${TYPES.integer})`,
  isWhole: (x) => `FLOOR(${x}) = ${x}`,
  greatest: call('greatest'),
  least: call('least'),
  table(columns, rows) {
    const structure = columns.map(({ name, type }) => `${name} ${TYPES[type]}`).join(', ');
    return `SELECT * FROM values(${escapedText(structure, {})},${tuples(rows)})`;
  },
  looked: (x, keys, values, type) =>
    `transform(${x}, [${keys.join(', ')}], [${values.join(', ')}], CAST(NULL AS ${TYPES[type]}))`,
  listed: (values, place) => `([${values.join(', ')}])[${place} + 1]`,
  times: {
    isTimestamp: (text) => `match(${text}, '^(${TIMESTAMP_PATTERN})$')`,
    dayOfText: (text) => `dateDiff('day', toDate32('1970-01-01'), toDate32OrNull(${text}))`,
    secondsOf: (column) => `toUnixTimestamp64Second(toDateTime64(${column}, 0))`,
    hourOf: (column) =>
      `(dateDiff('day', toDate32('1970-01-01'), toDate32(${column})) * 24 + toHour(toDateTime64(${column}, 0)))`,
    localHour: (seconds, zone) =>
      `floor((${seconds} + timeZoneOffset(fromUnixTimestamp64Second(CAST(${seconds} AS Nullable(Int64)), ${zone}))) / 3600)`,
    knowsZones: true,
    dayOfMonth: (days) => `toDayOfMonth(addDays(toDate32('1970-01-01'), ${days}))`,
    month: (days) => `toMonth(addDays(toDate32('1970-01-01'), ${days}))`,
  },
  settings:
    'SETTINGS max_query_size = 1073741824, max_ast_depth = 10000, max_ast_elements = 10000000, max_expanded_ast_elements = 10000000',
  folding: {
    translate: call('translateUTF8'),
    replaceAll: (text, pattern, replacement) =>
      `replaceRegexpAll(${text}, ${pattern}, '${replacement.replaceAll('$', '\\\\')}')`,
  },
};
