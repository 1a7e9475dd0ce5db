import type { Field } from '../../../src/core/artifact.ts';
import { cellCount } from '../../../src/core/cell.ts';
import { compileEncoder } from '../../../src/core/encode.ts';
import { hourAt } from '../../../src/core/timestamp.ts';
import { compileZone } from '../../../src/core/zone.ts';
import { type Connection, execute, identifier, literal } from '../../data-file/database.ts';

/**
 * SQL for the fields of the table `rows` as numbers: the position of a category, the seconds of a timestamp, or the value;
 * +Infinity if it is missing.
 */
export async function cellValues(connection: Connection, fields: readonly Field[]): Promise<string[]> {
  const values: string[] = [];
  for (const [position, field] of fields.entries()) {
    const column = identifier(field.name);
    if (field.type === 'timestamp') {
      values.push(`coalesce(floor(epoch(${column}))::DOUBLE, 'inf')`);
      continue;
    }
    if (field.type !== 'category') {
      values.push(`coalesce(${column}::DOUBLE, 'inf')`);
      continue;
    }
    const type = `vocabulary_${position}`;
    const vocabulary = field.vocabulary.map(literal).join(', ');
    const sql = `CREATE TYPE ${type} AS ENUM (SELECT unnest([${vocabulary}]))`;
    await execute(connection, sql, `vocabulary of ${field.name}`);
    const rare = field.other === undefined ? 'NULL' : field.vocabulary.length - 1;
    const known = `coalesce(enum_code(TRY_CAST(${column}::VARCHAR AS ${type}))::DOUBLE, ${rare})`;
    values.push(`CASE WHEN ${column} IS NULL THEN 'inf'::DOUBLE ELSE ${known} END`);
  }
  return values;
}

/** Encodes a column with the encoder of the core, each distinct value once. */
export function encodeColumn(
  field: Field,
  values: Float64Array,
  columnType: string,
): Uint16Array | Uint32Array | Float64Array {
  const { cell } = compileEncoder([field]).fields[0]!;
  if (field.type === 'timestamp') return values.map(compileLocalHourOf(field.zone, columnType));
  // +Infinity is what the core has for the missing value of a number.
  if (field.type === 'number') return values;
  const size = cellCount(field);
  const cells = size < 65536 ? new Uint16Array(values.length) : new Uint32Array(values.length);
  const known = new Map<number, number>();
  for (let r = 0; r < values.length; r++) {
    const value = values[r]!;
    let encoded = known.get(value);
    if (encoded === undefined) {
      encoded = cell(sentValue(field, value));
      known.set(value, encoded);
    }
    cells[r] = encoded;
  }
  return cells;
}

/** The cell of a timestamp in seconds since 1970 began: in UTC, or by the clocks of the zone if the column has no zone. */
function compileLocalHourOf(zone: string, columnType: string): (seconds: number) => number {
  const offsetAt = columnType === 'TIMESTAMP WITH TIME ZONE' ? compileZone(zone) : () => 0;
  return (seconds) => (seconds === Number.POSITIVE_INFINITY ? seconds : hourAt(seconds, offsetAt));
}

function sentValue(field: Field, value: number): string | number | null {
  if (value === Number.POSITIVE_INFINITY) return null;
  return field.type === 'category' ? field.vocabulary[value]! : value;
}
