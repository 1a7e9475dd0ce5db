import { Failure } from '../cli/command.ts';
import { columnNames } from './column-names.ts';
import { type Connection, execute, identifier, literal, select } from './database.ts';
import type { Source, SourceColumn } from './source-column.ts';

/** Largest whole number that a double holds exactly. */
const LARGEST = 2 ** 53;

/** The beginning of an array, also behind a byte order mark. */
const ARRAY = /^\uFEFF?\s*\[/;

/**
 * Loads a JSON array, or JSON lines, of objects. All records decide which columns there are, and their types: numbers, or
 * true and false, if all values are; else the texts that stand in the file.
 * @param file the path, as SQL
 * @param bytes the beginning of the file
 * @param what the file in words, for errors
 * @param table a name for the table of its records
 * @throws {Failure} naming the record that is not an object
 */
export async function loadJson(
  connection: Connection,
  file: string,
  bytes: Buffer,
  what: string,
  table: string,
): Promise<Source> {
  const format = ARRAY.test(bytes.toString('utf8', 0, 1000)) ? 'array' : 'auto';
  const records = `read_json_objects(${file}, format = '${format}')`;
  await execute(connection, `CREATE TEMP TABLE documents AS SELECT json FROM ${records}`, what);
  await requireObjects(connection);
  const keys = await keysInOrder(connection);
  const pointers = `[${keys.map((key) => literal(`/${key.replaceAll('~', '~0').replaceAll('/', '~1')}`)).join(', ')}]`;
  const types = await typesOf(connection, pointers, keys.length);
  const columns = columnNames(keys).map((name, k): SourceColumn => {
    const type = types[k]!;
    return { name, type, guess: type === 'VARCHAR' ? 'dates' : 'none' };
  });
  const values = columns.map(({ name, type }, k) => `v[${k + 1}]::${type} AS ${identifier(name)}`);
  await execute(
    connection,
    `CREATE TEMP TABLE ${table} AS SELECT ${values.join(', ')}
     FROM (SELECT json_extract_string(json, ${pointers}) FROM documents) AS extracted(v)`,
    what,
  );
  await execute(connection, 'DROP TABLE documents');
  return { table, columns };
}

async function requireObjects(connection: Connection): Promise<void> {
  const sql = `SELECT rowid + 1 AS record, json_type(json) AS type FROM documents WHERE json_type(json) <> 'OBJECT' LIMIT 1`;
  const [wrong] = await select(connection, sql);
  if (wrong) throw new Failure(`record ${wrong.record} is ${String(wrong.type).toLowerCase()}, not an object`);
}

/** The keys of all records, in the order of their first occurrence. */
async function keysInOrder(connection: Connection): Promise<string[]> {
  const sql = `SELECT key FROM (SELECT rowid, unnest(json_keys(json)), unnest(range(len(json_keys(json)))) FROM documents)
     AS keys(record, key, place) GROUP BY key ORDER BY min(record), arg_min(place, record), key`;
  const keys = (await select(connection, sql)).map((row) => String(row.key));
  if (keys.length === 0) throw new Failure('no record has a value');
  return keys;
}

/** By key: the SQL type that holds all its values. */
async function typesOf(connection: Connection, pointers: string, count: number): Promise<string[]> {
  const places = Array.from({ length: count }, (_, k) => k + 1);
  const found = places.map((k) => {
    const isLarge = `t[${k}] IN ('BIGINT', 'UBIGINT', 'HUGEINT') AND coalesce(abs(TRY_CAST(v[${k}] AS HUGEINT)) > ${LARGEST}, true)`;
    return `list(DISTINCT t[${k}]) AS t${k}, count(*) FILTER (${isLarge}) AS large${k}`;
  });
  const [row] = await select(
    connection,
    `SELECT ${found.join(', ')} FROM (SELECT json_type(json, ${pointers}), json_extract_string(json, ${pointers})
     FROM documents) AS extracted(t, v)`,
  );
  return places.map((k) => {
    const types = (row![`t${k}`] as (string | null)[] | null)?.filter((type) => type !== null && type !== 'NULL') ?? [];
    return typeOf(types as string[], Number(row![`large${k}`]) > 0);
  });
}

function typeOf(types: readonly string[], isLarge: boolean): string {
  if (types.some((type) => type === 'OBJECT' || type === 'ARRAY')) return 'JSON';
  if (types.length === 0 || types.includes('VARCHAR')) return 'VARCHAR';
  if (types.every((type) => type === 'BOOLEAN')) return 'BOOLEAN';
  if (types.includes('BOOLEAN')) return 'VARCHAR';
  if (types.includes('DOUBLE')) return 'DOUBLE';
  return isLarge ? 'VARCHAR' : 'BIGINT';
}
