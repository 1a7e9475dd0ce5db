import { Failure } from '../../cli/command.ts';
import { type Connection, identifier, select } from '../../data-file/database.ts';
import type { FieldDefinition } from '../../models/definition.ts';

const INTEGERS = new Set(['TINYINT', 'SMALLINT', 'INTEGER', 'BIGINT', 'UTINYINT', 'USMALLINT', 'UINTEGER', 'UBIGINT']);
/** Which types of columns a type of field takes. */
export const TYPES = {
  category: (type: string) => type === 'VARCHAR' || type.startsWith('ENUM'),
  integer: (type: string) => INTEGERS.has(type),
  timestamp: (type: string) => type === 'DATE' || type.startsWith('TIMESTAMP'),
  number: (type: string) => INTEGERS.has(type) || type === 'FLOAT' || type === 'DOUBLE' || type.startsWith('DECIMAL'),
};
const CAST = { category: 'VARCHAR', integer: 'INTEGER', number: 'DOUBLE', timestamp: 'TIMESTAMP' };

/**
 * Checks that the table `rows` has every column that training needs, of the right type and without NaN; without NULL, too,
 * except in fields that may be missing.
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
  const mayBeMissing = new Set(fields.filter(({ missing }) => missing === 'own').map(({ name }) => name));
  const checks = names.map((name, position) => {
    const column = identifier(name);
    const isNumber = types.get(name) === 'DOUBLE' || types.get(name) === 'FLOAT';
    const isNull = mayBeMissing.has(name) ? 'false' : `${column} IS NULL`;
    return `count(*) FILTER (${isNull}${isNumber ? ` OR NOT isfinite(${column})` : ''}) AS c${position}`;
  });
  const [missing] = await select(connection, `SELECT ${checks.join(', ')} FROM rows`);
  for (const [position, name] of names.entries()) {
    const count = Number(missing![`c${position}`]);
    if (count === 0) continue;
    const own = fields.some((field) => field.name === name)
      ? ', or set "missing": "own" for this field in model.json'
      : '';
    const hint = `leave these rows out with WHERE, or replace the values with COALESCE${own}`;
    throw new Failure(`column ${name} of rows.sql is NULL or not a finite number in ${count} rows; ${hint}`);
  }
  return types;
}
