import type { DuckDBConnection } from '@duckdb/node-api';
import type { Field } from '../../../src/core/artifact.ts';
import { cellCount } from '../../../src/core/cell.ts';
import { compileEncoder } from '../../../src/core/encode.ts';
import { sum } from '../../maths/vector.ts';
import type { ModelDefinition } from '../../models/definition.ts';
import { clusterSource } from './cluster-source.ts';
import { execute, identifier, literal, select } from './database.ts';
import { clustersOfColumn, clustersOfFields, orderKeys } from './read-clusters.ts';
import { TEST, TRAIN, type TrainingRows, VALIDATION } from './rows.ts';

/** Groups rows of the table `rows` that are identical and in the same part of every split, and reads them by column. */
export async function groupRows(
  connection: DuckDBConnection,
  fields: Field[],
  columns: ReadonlyMap<string, string>,
  definition: ModelDefinition,
  seed: number,
): Promise<TrainingRows> {
  const expressions: string[] = [];
  for (const [position, field] of fields.entries()) {
    const column = identifier(field.name);
    if (field.type === 'category') {
      const values = field.vocabulary.map(literal).join(', ');
      await execute(
        connection,
        `CREATE TYPE vocabulary_${position} AS ENUM (${values})`,
        `vocabulary of ${field.name}`,
      );
      expressions.push(`enum_code(${column}::VARCHAR::vocabulary_${position})::DOUBLE`);
    } else expressions.push(`${column}::DOUBLE`);
  }
  const key = columns.has('split_key') ? 'split_key' : wholeRow(columns);
  const { time } = definition.splits;
  const before = time && `CASE WHEN ${time.validation ?? 'false'} THEN ${VALIDATION} ELSE ${TRAIN} END`;
  const timeSplit = time ? `CASE WHEN ${time.train} THEN ${before} WHEN ${time.test} THEN ${TEST} ELSE 0 END` : '0';
  const hash = `md5_number_lower(concat('${seed}|', ${key}::VARCHAR)) % 9`;
  const names = expressions.map((_, position) => `f${position}`);
  const selected = expressions.map((expression, position) => `${expression} AS f${position}`);
  const weight = columns.has('weight') ? 'weight::DOUBLE' : '1.0::DOUBLE';
  const group = (table: string, clusters: string[]) =>
    execute(
      connection,
      `CREATE TEMP TABLE ${table} AS SELECT ${[...selected, ...clusters].join(', ')},
       (CASE WHEN ${hash} % 3 = 0 THEN ${TEST} WHEN ${hash} < 3 THEN ${VALIDATION} ELSE ${TRAIN} END)::DOUBLE AS random_split,
       (${timeSplit})::DOUBLE AS time_split, sum(${weight}) AS total, sum(${weight} * target::DOUBLE) AS positive,
       count(*)::DOUBLE AS observations
     FROM rows GROUP BY ALL`,
      'grouping the rows (the conditions of splits.time in model.json are part of this)',
    );
  await group('groups', []);
  const keys = [...names, 'random_split', 'time_split'];
  const table = await readColumns(connection, `SELECT * FROM groups ORDER BY ${keys.join(', ')}`, fields.length + 5);
  const rows: TrainingRows = {
    fields,
    observations: sum(table.at(-1)!),
    cells: new Map(fields.map((field, position) => [field.name, encodeColumn(field, table[position]!)])),
    randomSplit: Uint8Array.from(table[fields.length]!),
    timeSplit: Uint8Array.from(table[fields.length + 1]!),
    weight: table[fields.length + 2]!,
    positives: table[fields.length + 3]!,
  };
  if (time?.order) rows.time = orderKeys(time.order, rows);
  const source = clusterSource(definition, columns);
  if (source === undefined) return rows;
  if ('fields' in source) return { ...rows, clusters: clustersOfFields(source.by, source.fields, rows) };
  await group('members', [`coalesce(${source.sql}, '') AS cluster`]);
  return { ...rows, clusters: await clustersOfColumn(connection, source.by, keys, table) };
}

/** The whole row as SQL, without its cluster, which must not change the random third. */
function wholeRow(columns: ReadonlyMap<string, string>): string {
  if (!columns.has('cluster')) return 'rows';
  const others = [...columns.keys()].filter((name) => name !== 'cluster');
  return `{${others.map((name) => `${literal(name)}: ${identifier(name)}`).join(', ')}}`;
}

async function readColumns(connection: DuckDBConnection, sql: string, width: number): Promise<Float64Array[]> {
  const [counted] = await select(connection, 'SELECT count(*) AS n FROM groups');
  const columns = Array.from({ length: width }, () => new Float64Array(Number(counted!.n)));
  let row = 0;
  for await (const chunk of await connection.stream(sql)) {
    const { rowCount } = chunk;
    for (let c = 0; c < width; c++) {
      const vector = chunk.getColumnVector(c);
      const column = columns[c]!;
      for (let i = 0; i < rowCount; i++) column[row + i] = vector.getItem(i) as number;
    }
    row += rowCount;
  }
  return columns;
}

/** Encodes a column with the encoder of the core, each distinct value once. */
function encodeColumn(field: Field, values: Float64Array): Uint16Array | Uint32Array | Float64Array {
  const { cell } = compileEncoder([field]).fields[0]!;
  if (field.type === 'number') return values;
  const size = cellCount(field);
  const cells = size < 65536 ? new Uint16Array(values.length) : new Uint32Array(values.length);
  const known = new Map<number, number>();
  for (let r = 0; r < values.length; r++) {
    const value = values[r]!;
    let encoded = known.get(value);
    if (encoded === undefined) {
      encoded = cell(field.type === 'category' ? field.vocabulary[value] : value);
      known.set(value, encoded);
    }
    cells[r] = encoded;
  }
  return cells;
}
