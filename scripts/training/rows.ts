import type { DuckDBConnection } from '@duckdb/node-api';
import type { Field } from '../../src/core/artifact.ts';
import { cellCount, compileContract } from '../../src/core/encode.ts';
import { Failure } from '../cli.ts';
import type { ModelDefinition } from '../model-definition.ts';
import { execute, identifier, literal, openData, select } from './database.ts';
import type { Cells } from './design-matrix.ts';
import { checkColumns, completeFields } from './fields.ts';

/** The training data: identical rows grouped, in the order of their cells, with what the splits say of them. */
export interface Rows {
  fields: Field[];
  /** Observations before grouping. */
  observations: number;
  cells: Cells;
  /** Observations per group, or the sum of their `weight` column. */
  weight: Float64Array;
  /** The positive ones among them. */
  positives: Float64Array;
  /** TEST in the random third that is held out, VALIDATION in a third of the others, else TRAIN. */
  randomPart: Uint8Array;
  /** The same by time, where the model says what comes before and after; 0 for rows that are neither. */
  timePart: Uint8Array;
}

/** Positions of all groups. */
export function everyRow({ weight }: Rows): Uint32Array {
  return Uint32Array.from(weight, (_, r) => r);
}

/** Parts of a split. Validation rows are training rows on which settings may be chosen. */
export const TRAIN = 1;
export const VALIDATION = 2;
export const TEST = 3;

/**
 * Runs rows.sql over a data file and groups identical rows. The random third is drawn by MD5 of the seed and the
 * column `split_key` of rows.sql, or of the whole row when there is none.
 * @throws {Failure} when the query or the data are not fit for training, naming the column
 */
export async function loadRows(
  definition: ModelDefinition,
  query: string,
  dataPath: string,
  seed: number,
): Promise<Rows> {
  const connection = await openData(dataPath);
  try {
    await execute(connection, `CREATE TEMP TABLE rows AS ${query.trim().replace(/;$/, '')}`, 'rows.sql');
    const [{ n }] = (await select(connection, 'SELECT count(*) AS n FROM rows')) as [{ n: bigint }];
    if (n === 0n) throw new Failure('rows.sql selects no rows: there is nothing to learn from');
    const columns = await checkColumns(connection, definition.fields);
    await checkTarget(connection, columns.has('weight'));
    const fields = await completeFields(connection, definition.fields);
    return await group(connection, fields, columns, definition, seed);
  } finally {
    connection.closeSync();
  }
}

async function checkTarget(connection: DuckDBConnection, weighted: boolean): Promise<void> {
  const sql = `SELECT count(*) AS n, count(*) FILTER (target::DOUBLE NOT IN (0, 1)) AS bad,
    count(*) FILTER (target::DOUBLE = 1) AS positive,
    ${weighted ? 'count(*) FILTER (weight <= 0)' : '0'} AS weightless FROM rows`;
  const [found] = await select(connection, sql, 'the target of rows.sql');
  const { n, bad, positive, weightless } = Object.fromEntries(
    Object.entries(found!).map(([name, value]) => [name, Number(value)]),
  ) as Record<'n' | 'bad' | 'positive' | 'weightless', number>;
  if (bad > 0) throw new Failure(`the target of rows.sql is neither 0 nor 1 in ${bad} of ${n} rows`);
  if (weightless > 0) throw new Failure(`the weight of rows.sql is not above 0 in ${weightless} of ${n} rows`);
  if (positive === 0 || positive === n) {
    throw new Failure(
      `the target of rows.sql is ${positive === 0 ? 0 : 1} in all ${n} rows: nothing can be learned from it`,
    );
  }
}

async function group(
  connection: DuckDBConnection,
  fields: Field[],
  columns: Set<string>,
  definition: ModelDefinition,
  seed: number,
): Promise<Rows> {
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
  const key = columns.has('split_key') ? 'split_key' : 'rows';
  const { time } = definition.splits;
  const before = time && `CASE WHEN ${time.validation ?? 'false'} THEN ${VALIDATION} ELSE ${TRAIN} END`;
  const timePart = time ? `CASE WHEN ${time.train} THEN ${before} WHEN ${time.test} THEN ${TEST} ELSE 0 END` : '0';
  const hash = `md5_number_lower(concat('${seed}|', ${key}::VARCHAR)) % 9`;
  const names = expressions.map((_, position) => `f${position}`);
  const selected = expressions.map((expression, position) => `${expression} AS f${position}`);
  const weight = columns.has('weight') ? 'weight::DOUBLE' : '1.0::DOUBLE';
  await execute(
    connection,
    `CREATE TEMP TABLE groups AS SELECT ${selected.join(', ')},
       (CASE WHEN ${hash} % 3 = 0 THEN ${TEST} WHEN ${hash} < 3 THEN ${VALIDATION} ELSE ${TRAIN} END)::DOUBLE AS random_part,
       (${timePart})::DOUBLE AS time_part, sum(${weight}) AS total, sum(${weight} * target::DOUBLE) AS positive,
       count(*)::DOUBLE AS observations
     FROM rows GROUP BY ALL`,
    'grouping the rows (the conditions of splits.time in model.json are part of this)',
  );
  const order = [...names, 'random_part', 'time_part'].join(', ');
  const table = await readColumns(connection, `SELECT * FROM groups ORDER BY ${order}`, fields.length + 5);
  return {
    fields,
    observations: table.at(-1)!.reduce((sum, value) => sum + value, 0),
    cells: new Map(fields.map((field, position) => [field.name, encodeColumn(field, table[position]!)])),
    randomPart: Uint8Array.from(table[fields.length]!),
    timePart: Uint8Array.from(table[fields.length + 1]!),
    weight: table[fields.length + 2]!,
    positives: table[fields.length + 3]!,
  };
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

/** Encodes a column with the encoder of the core, once per distinct value. */
function encodeColumn(field: Field, values: Float64Array): Uint16Array | Uint32Array | Float64Array {
  const { cell } = compileContract([field]).fields[0]!;
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
