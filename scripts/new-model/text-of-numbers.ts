import { type Connection, identifier, select } from '../data-file/database.ts';
import { missingMarks, withoutMarks } from '../data-file/missing-marks.ts';
import type { Column } from './column.ts';

/** Currency and percent signs. */
const UNITS = '[$€£¥%]';
const THOUSANDS = String.raw`-?\d+(\.\d+)?|-?\d{1,3}(,\d{3})+(\.\d+)?`;
const DECIMAL_COMMA = String.raw`-?\d+(,\d+)?|-?\d{1,3}(\.\d{3})+(,\d+)?`;

/** A remark on a text column of numbers with decimal commas, thousands separators or units; undefined for others. */
export async function numbersReadAsText(
  connection: Connection,
  { name, kind, value }: Column,
): Promise<string | undefined> {
  if (kind !== 'text') return undefined;
  const [marks] = await missingMarks(connection, 'file', [value]);
  const sql = `SELECT bool_and(regexp_full_match(bare, '${THOUSANDS}')) AS thousands,
       bool_and(regexp_full_match(bare, '${DECIMAL_COMMA}')) AS decimal_comma,
       bool_or(contains(bare, ',')) AS comma, bool_or(contains(bare, '.')) AS point, bool_or(bare <> v) AS units
     FROM (SELECT v, regexp_replace(v, '${UNITS}|\\s', '', 'g') AS bare
       FROM (SELECT DISTINCT ${withoutMarks(value, marks!)} FROM file) AS named(v) WHERE v IS NOT NULL)`;
  const [found] = await select(connection, sql);
  const { thousands, decimal_comma, comma, point, units } = found as Record<string, boolean>;
  if (!(thousands || decimal_comma) || !(comma || units)) return undefined;
  const text = units ? `regexp_replace(${identifier(name)}, '[^0-9.,-]', '', 'g')` : identifier(name);
  const number = thousands ? (comma ? without(text, ',') : text) : withPoint(point ? without(text, '.') : text);
  // A mark for a missing value becomes NULL.
  const cast = marks!.length > 0 ? 'TRY_CAST' : 'CAST';
  return `looks like numbers that were read as text; convert them in rows.sql with ${cast}(${number} AS DOUBLE)`;
}

function without(text: string, separator: string): string {
  return `replace(${text}, '${separator}', '')`;
}

function withPoint(text: string): string {
  return `replace(${text}, ',', '.')`;
}
