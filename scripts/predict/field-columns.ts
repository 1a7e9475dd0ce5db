import type { Field } from '../../src/core/field.ts';
import { Failure } from '../cli/command.ts';
import { identifier } from '../data-file/database.ts';
import { withoutGivenMarks, withoutMarks } from '../data-file/missing-marks.ts';
import { type SourceColumn, textOf } from '../data-file/source-column.ts';
import type { TimeKind } from '../sql/field-cells.ts';

/** SQL over `source` for the values of a field. */
export interface FieldColumn {
  field: Field;
  /**
   * NULL where it is missing. A category is a text. An integer or number is a double, and NaN for a text that is no number. A
   * timestamp is as `time` says.
   */
  value: string;
  time: TimeKind;
  /** The text that the core reads in place of a value that is no number. */
  text: string;
}

const NUMBERS = /^(U?(TINY|SMALL|BIG|HUGE)INT|U?INTEGER|FLOAT|DOUBLE|DECIMAL\(.*\))$/;
const INSTANTS = /^TIMESTAMP WITH TIME ZONE$/;
const LOCAL_TIMES = /^(DATE|TIMESTAMP(_S|_MS|_NS)?)$/;

/**
 * SQL for the values of a field in a column of a data file, with NULL where training, too, would find a missing value.
 * @param missing the marks that model.json gives; without them, the usual ones
 * @throws {Failure} for a column of a type that the field cannot have, naming it and `path`
 */
export function fieldColumn(
  field: Field,
  column: SourceColumn | undefined,
  missing: readonly string[] | undefined,
  path: string,
): FieldColumn {
  if (column === undefined) return absent(field);
  const { type } = column;
  const text = textOf(column);
  const marked = missing ? withoutGivenMarks(text, missing) : withoutMarks(text);
  const refuse = (expected: string) => {
    throw new Failure(`${path}: the column ${column.name} is ${type}: expected ${expected}`);
  };
  if (field.type === 'category') {
    return { field, value: missing ? withoutGivenMarks(text, missing) : text, time: 'text', text };
  }
  if (field.type === 'timestamp') {
    if (type === 'VARCHAR') return { field, value: marked, time: 'text', text };
    if (INSTANTS.test(type)) return { field, value: identifier(column.name), time: 'instant', text: isoText(column) };
    if (!LOCAL_TIMES.test(type)) refuse('times, or texts such as 2027-02-05T18:00:00Z');
    return { field, value: identifier(column.name), time: 'local', text: isoText(column) };
  }
  if (type === 'VARCHAR') return { field, value: numberOfText(missing ? marked : text, marked), time: 'text', text };
  if (!NUMBERS.test(type)) refuse('numbers');
  const name = identifier(column.name);
  const number = `CAST(${missing ? withoutGivenMarks(name, missing) : name} AS DOUBLE)`;
  return { field, value: `CASE WHEN isfinite(${number}) THEN ${number} END`, time: 'text', text };
}

function absent(field: Field): FieldColumn {
  const type = field.type === 'integer' || field.type === 'number' ? 'DOUBLE' : 'VARCHAR';
  return { field, value: `CAST(NULL AS ${type})`, time: 'text', text: 'CAST(NULL AS VARCHAR)' };
}

/** A finite number as it is, a mark of a missing value as NULL, and any other text as NaN. Usual marks are no numbers; given ones may be. */
function numberOfText(text: string, marked: string): string {
  const number = `TRY_CAST(${text} AS DOUBLE)`;
  return `CASE WHEN isfinite(${number}) THEN ${number} WHEN ${marked} IS NOT NULL THEN 'NaN'::DOUBLE END`;
}

/** A typed time as RFC 3339. */
function isoText({ name, type }: SourceColumn): string {
  const format = `'%Y-%m-%dT%H:%M:%S${INSTANTS.test(type) ? 'Z' : ''}'`;
  const instant = INSTANTS.test(type) ? `timezone('UTC', ${identifier(name)})` : `${identifier(name)}::TIMESTAMP`;
  return `strftime(${instant}, ${format})`;
}
