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

/** The first texts of a column that are no values of a type. */
async function misfits(connection: Connection, name: string, type: string): Promise<string[]> {
  const column = identifier(name);
  const sql = `SELECT DISTINCT ${column} AS text FROM rows WHERE ${column} IS NOT NULL AND TRY_CAST(${column} AS ${type}) IS NULL
    ORDER BY text LIMIT 5`;
  return (await select(connection, sql)).map(({ text }) => String(text));
}

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
    const found = types.get(name)!;
    if (TYPES[type](found)) continue;
    const cast = `cast it in rows.sql: CAST(… AS ${CAST[type]}) AS ${identifier(name)}`;
    const texts = found === 'VARCHAR' ? await misfits(connection, name, CAST[type]) : [];
    throw new Failure(
      texts.length === 0
        ? `column ${name} of rows.sql is ${found}, but the field is of type ${type}; ${cast}`
        : `column ${name} of rows.sql has texts such as ${JSON.stringify(texts[0])}, but the field is of type ${type}; if they mark ` +
            `missing values, list them in model.json: "missing": ${JSON.stringify(texts)}; else ${cast}`,
    );
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
