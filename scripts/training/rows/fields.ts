import type { Field } from '../../../src/core/artifact.ts';
import { vocabularyErrors } from '../../../src/core/check.ts';
import { Failure } from '../../cli/command.ts';
import { type Connection, identifier, select } from '../../data-file/database.ts';
import type { FieldDefinition } from '../../models/definition.ts';

const INTEGERS = new Set(['TINYINT', 'SMALLINT', 'INTEGER', 'BIGINT', 'UTINYINT', 'USMALLINT', 'UINTEGER', 'UBIGINT']);
/** Which types of columns a type of field takes. */
export const TYPES = {
  category: (type: string) => type === 'VARCHAR' || type.startsWith('ENUM'),
  integer: (type: string) => INTEGERS.has(type),
  number: (type: string) => INTEGERS.has(type) || type === 'FLOAT' || type === 'DOUBLE' || type.startsWith('DECIMAL'),
};
const CAST = { category: 'VARCHAR', integer: 'INTEGER', number: 'DOUBLE' };

/**
 * Checks that the table `rows` has every column that training needs, of the right type and without NULL or NaN.
 * @returns the type of every column, by name
 * @throws {Failure} naming the column, the number of rows and how to fix them
 */
export async function checkColumns(
  connection: Connection,
  fields: readonly FieldDefinition[],
): Promise<Map<string, string>> {
  const described = await select(connection, 'DESCRIBE rows');
  const types = new Map(described.map((row) => [String(row.column_name), String(row.column_type)]));
  for (const name of ['target', ...fields.map((field) => field.name)]) {
    if (!types.has(name)) throw new Failure(`rows.sql has no column ${name}: it has ${[...types.keys()].join(', ')}`);
  }
  for (const { name, type } of fields) {
    if (!TYPES[type](types.get(name)!)) {
      const hint = `cast it in rows.sql: CAST(… AS ${CAST[type]}) AS ${identifier(name)}`;
      throw new Failure(`column ${name} of rows.sql is ${types.get(name)}, but the field is of type ${type}; ${hint}`);
    }
  }
  const names = ['target', ...(types.has('weight') ? ['weight'] : []), ...fields.map((field) => field.name)];
  const checks = names.map((name, position) => {
    const column = identifier(name);
    const isNumber = types.get(name) === 'DOUBLE' || types.get(name) === 'FLOAT';
    return `count(*) FILTER (${column} IS NULL${isNumber ? ` OR NOT isfinite(${column})` : ''}) AS c${position}`;
  });
  const [missing] = await select(connection, `SELECT ${checks.join(', ')} FROM rows`);
  for (const [position, name] of names.entries()) {
    const count = Number(missing![`c${position}`]);
    if (count === 0) continue;
    const hint = 'leave these rows out with WHERE, or replace the values with COALESCE';
    throw new Failure(`column ${name} of rows.sql is NULL or not a finite number in ${count} rows; ${hint}`);
  }
  return types;
}

/**
 * The fields of the request: their definitions, completed from the table `rows`. Vocabularies are in the order of their
 * UTF-8 bytes.
 * @throws {Failure} when the data have values that a definition does not allow, or categories that fold to the same text
 */
export async function completeFields(
  connection: Connection,
  definitions: readonly FieldDefinition[],
): Promise<Field[]> {
  const fields: Field[] = [];
  for (const definition of definitions) {
    if (definition.type === 'category') fields.push(await completeCategory(connection, definition));
    else fields.push(await completeRange(connection, definition));
  }
  return fields;
}

async function completeCategory(
  connection: Connection,
  definition: Extract<FieldDefinition, { type: 'category' }>,
): Promise<Field> {
  const { name, type, description, unknown, match } = definition;
  const column = identifier(name);
  const found = await select(connection, `SELECT DISTINCT ${column}::VARCHAR AS value FROM rows ORDER BY value`);
  const values = found.map((row) => String(row.value));
  const vocabulary = definition.vocabulary ?? values;
  const listed = new Set(vocabulary);
  const strays = values.filter((value) => !listed.has(value)).map((value) => JSON.stringify(value));
  if (strays.length > 0) {
    const shown = strays.slice(0, 5).join(', ') + (strays.length > 5 ? ` and ${strays.length - 5} more` : '');
    throw new Failure(
      `field ${name}: the data have ${shown}, which its vocabulary in model.json does not list; add or map them`,
    );
  }
  const errors = vocabularyErrors(name, vocabulary, match);
  if (errors.length > 0) throw new Failure(errors.join('; '));
  return { name, type, description, vocabulary, unknown, match };
}

async function completeRange(
  connection: Connection,
  definition: Extract<FieldDefinition, { type: 'integer' | 'number' }>,
): Promise<Field> {
  const { name, type, description, minimum, maximum } = definition;
  const column = identifier(name);
  const [range] = await select(
    connection,
    `SELECT min(${column})::DOUBLE AS low, max(${column})::DOUBLE AS high FROM rows`,
  );
  const low = Number(range!.low);
  const high = Number(range!.high);
  if (type === 'integer' && !(Math.max(-low, high) <= Number.MAX_SAFE_INTEGER)) {
    throw new Failure(
      `field ${name}: the data go from ${low} to ${high}, but integers go to 2^53; CAST(… AS VARCHAR) makes it a category`,
    );
  }
  if (low < (minimum ?? low) || high > (maximum ?? high)) {
    const allowed = `${minimum ?? 'any'} to ${maximum ?? 'any'}`;
    throw new Failure(`field ${name}: the data go from ${low} to ${high}, but model.json allows ${allowed}`);
  }
  const rules = definition.range ? { range: definition.range } : {};
  if (type === 'integer') {
    return { name, type, description, minimum: minimum ?? low, maximum: maximum ?? high, ...rules };
  }
  const bounds = { ...(minimum === undefined ? {} : { minimum }), ...(maximum === undefined ? {} : { maximum }) };
  return { name, type, description, ...bounds, ...rules };
}
