import type { Field } from '../../../src/core/artifact.ts';
import { Failure } from '../../cli/command.ts';
import { type Connection, identifier, literal, select } from '../../data-file/database.ts';
import { sum } from '../../maths/vector.ts';
import type { FieldDefinition } from '../../models/definition.ts';
import { binEdges } from './bin-edges.ts';
import { completeVocabulary } from './vocabulary.ts';

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
    else fields.push(await completeRange(connection, definition));
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
  const { name, type, description, unknown, match, missing } = definition;
  const { vocabulary, other } = completeVocabulary(definition, counts, minCount);
  return {
    ...{ name, type, description, vocabulary, unknown },
    ...(other !== undefined && { other }),
    match,
    ...(missing && { missing }),
  };
}

async function completeTimestamp(
  connection: Connection,
  definition: Extract<FieldDefinition, { type: 'timestamp' }>,
): Promise<Field> {
  const { name, type, description, zone, missing } = definition;
  const column = identifier(name);
  const local = `CASE WHEN typeof(${column}) = 'TIMESTAMP WITH TIME ZONE' THEN timezone(${literal(zone)}, ${column}::TIMESTAMPTZ)
    ELSE ${column}::TIMESTAMP END`;
  const sql = `SELECT count(*) AS times FROM (SELECT ${local} FROM rows) AS named(t) WHERE t::DATE <> t`;
  const [found] = await select(connection, sql);
  const unit = Number(found!.times) === 0 ? ({ unit: 'day' } as const) : {};
  return { name, type, description, zone, ...unit, ...(missing && { missing }) };
}

async function completeRange(
  connection: Connection,
  definition: Extract<FieldDefinition, { type: 'integer' | 'number' }>,
): Promise<Field> {
  const { name, type, description, minimum, maximum, range, missing } = definition;
  const { values, counts } = await distinctNumbers(connection, name);
  const low = values[0];
  const high = values.at(-1);
  if (low === undefined || high === undefined) throw new Failure(`field ${name}: the data have no value for it`);
  if (type === 'integer' && !(Math.max(-low, high) <= Number.MAX_SAFE_INTEGER)) {
    throw new Failure(
      `field ${name}: the data go from ${low} to ${high}, but integers go to 2^53; CAST(… AS VARCHAR) makes it a category`,
    );
  }
  if (low < (minimum ?? low) || high > (maximum ?? high)) {
    const allowed = `${minimum ?? 'any'} to ${maximum ?? 'any'}`;
    throw new Failure(`field ${name}: the data go from ${low} to ${high}, but model.json allows ${allowed}`);
  }
  const bounds = { minimum: minimum ?? low, maximum: maximum ?? high, ...(range && { range }) };
  const own = missing && { missing };
  if (type === 'integer') return { name, type, description, ...bounds, ...own };
  return {
    name,
    type,
    description,
    ...bounds,
    edges: binEdges(values, counts),
    median: medianOf(values, counts),
    ...own,
  };
}

/** The median of values in ascending order, each of which `counts` rows have, with four significant digits. */
function medianOf(values: readonly number[], counts: readonly number[]): number {
  const half = sum(counts) / 2;
  let rows = 0;
  const position = counts.findIndex((count) => {
    rows += count;
    return rows >= half;
  });
  return Number(values[position]!.toPrecision(4));
}

async function distinctNumbers(connection: Connection, name: string) {
  const column = `${identifier(name)}::DOUBLE`;
  const reader = await connection.runAndReadAll(
    `SELECT value, count(*)::DOUBLE FROM (SELECT ${column} FROM rows) AS named(value)
     WHERE value IS NOT NULL GROUP BY value ORDER BY value`,
  );
  const [values = [], counts = []] = reader.getColumns() as number[][];
  return { values, counts };
}
