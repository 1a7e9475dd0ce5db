import type { Field } from '../../../src/core/artifact.ts';
import { type Connection, identifier, literal, select } from '../../data-file/database.ts';
import type { FieldDefinition } from '../../models/definition.ts';
import { categoryField, type DistinctNumbers, rangeField, timestampField } from './complete-field.ts';

export interface CompleteOptions {
  /** Categories with fewer rows are merged, in fields that neither list a vocabulary nor state their own `minCount`. */
  minCount: number;
}

/**
 * The fields of the request: their definitions, completed from the table `rows`. Vocabularies are in the order of their
 * UTF-8 bytes.
 * @throws {Failure} when the data have values that a definition does not allow, or categories that fold to the same text
 */
export async function completeFields(
  connection: Connection,
  definitions: readonly FieldDefinition[],
  options: CompleteOptions,
): Promise<Field[]> {
  const fields: Field[] = [];
  for (const definition of definitions) {
    if (definition.type === 'category') fields.push(await completeCategory(connection, definition, options));
    else if (definition.type === 'timestamp') fields.push(await completeTimestamp(connection, definition));
    else fields.push(rangeField(definition, await distinctNumbers(connection, definition.name)));
  }
  return fields;
}

async function completeCategory(
  connection: Connection,
  definition: Extract<FieldDefinition, { type: 'category' }>,
  { minCount }: CompleteOptions,
): Promise<Field> {
  const column = identifier(definition.name);
  const found = await select(
    connection,
    `SELECT value, count(*) AS rows FROM (SELECT ${column}::VARCHAR FROM rows) AS named(value)
     WHERE value IS NOT NULL GROUP BY value ORDER BY value`,
  );
  const counts = new Map(found.map((row) => [String(row.value), Number(row.rows)]));
  return categoryField(definition, counts, minCount);
}

async function completeTimestamp(
  connection: Connection,
  definition: Extract<FieldDefinition, { type: 'timestamp' }>,
): Promise<Field> {
  const { name, zone } = definition;
  const column = identifier(name);
  const local = `CASE WHEN typeof(${column}) = 'TIMESTAMP WITH TIME ZONE' THEN timezone(${literal(zone)}, ${column}::TIMESTAMPTZ)
    ELSE ${column}::TIMESTAMP END`;
  const sql = `SELECT count(*) AS times FROM (SELECT ${local} FROM rows) AS named(t) WHERE t::DATE <> t`;
  const [found] = await select(connection, sql);
  return timestampField(definition, Number(found!.times) > 0);
}

async function distinctNumbers(connection: Connection, name: string): Promise<DistinctNumbers> {
  const column = `${identifier(name)}::DOUBLE`;
  const reader = await connection.runAndReadAll(
    `SELECT value, count(*)::DOUBLE FROM (SELECT ${column} FROM rows) AS named(value)
     WHERE value IS NOT NULL GROUP BY value ORDER BY value`,
  );
  const [values = [], counts = []] = reader.getColumns() as number[][];
  return { values, counts };
}
