import { globSync, statSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';
import { type Connection, literal, openDatabase, select } from '../../data-file/database.ts';
import { MOST_BYTES } from '../source-file.ts';
import { type Metadata, refusal } from './metadata.ts';

/** What reading a file may take: a model is small, and a hostile file is refused. */
const SETTINGS = { memory_limit: '128MB', threads: '1', enable_external_access: 'true' };

const numbers = z.array(z.number().refine(Number.isFinite, 'expected finite numbers'));

/** A vector of Spark: all numbers, or those that are not 0. */
const vectorSchema = z
  .object({ type: z.number(), size: z.number().nullable(), indices: numbers.nullable(), values: numbers })
  .transform(({ type, size, indices, values }) => (type === 1 ? values : spread(size ?? 0, indices ?? [], values)));

/** A matrix of Spark, as rows. */
const matrixSchema = z
  .object({
    ...{ type: z.number(), numRows: z.int().min(1).max(2), numCols: z.int().min(1).max(1e6) },
    ...{ colPtrs: numbers.nullable(), rowIndices: numbers.nullable(), values: numbers, isTransposed: z.boolean() },
  })
  .transform(({ type, numRows, numCols, colPtrs, rowIndices, values, isTransposed }) => {
    const [outer, inner] = isTransposed ? [numRows, numCols] : [numCols, numRows];
    const lines = Array.from({ length: outer }, (_, k) =>
      type === 1
        ? values.slice(k * inner, (k + 1) * inner)
        : spread(inner, ...(slices(k, colPtrs ?? [], rowIndices ?? [], values) as [number[], number[]])),
    );
    if (isTransposed) return lines;
    return Array.from({ length: numRows }, (_, row) => lines.map((line) => line[row]!));
  });

export const shapes = {
  vector: vectorSchema,
  matrix: matrixSchema,
  texts: z.array(z.string()),
  integers: z.array(z.int()),
};

function slices(k: number, starts: number[], indices: number[], values: number[]) {
  return [indices, values].map((all) => all.slice(starts[k], starts[k + 1]));
}

function spread(size: number, indices: readonly number[], values: readonly number[]): number[] {
  const all = new Array<number>(Math.min(size, MOST_SIZE)).fill(0);
  for (const [k, index] of indices.entries()) all[index] = values[k]!;
  return all;
}

const MOST_SIZE = 1e6;

/** Refuses a file by what its footer says, before it is unpacked. */
async function requireSmall(connection: Connection, list: string, metadata: Metadata): Promise<void> {
  const sql = `SELECT sum(total_uncompressed_size)::DOUBLE AS bytes, max(num_values)::DOUBLE AS numbers FROM parquet_metadata([${list}])`;
  const [{ bytes, numbers }] = (await select(connection, sql, metadata.uid)) as [{ bytes: number; numbers: number }];
  if (bytes > MOST_BYTES || numbers > MOST_SIZE) {
    throw refusal(metadata, `has ${numbers} values in ${bytes} bytes; expected at most ${MOST_SIZE} in ${MOST_BYTES}`);
  }
}

/**
 * The one row that Spark saved with a stage, read by DuckDB.
 * @throws {Failure} naming the stage when there is no such row, or it is not as `schema` says
 */
export async function stageData<T>(metadata: Metadata, schema: z.ZodType<T>): Promise<T> {
  const folder = join(metadata.folder, 'data');
  const files = globSync('*.parquet', { cwd: folder }).map((name) => join(folder, name));
  const size = files.reduce((sum, file) => sum + statSync(file).size, 0);
  if (files.length === 0) throw refusal(metadata, 'has no file data/*.parquet');
  if (size > MOST_BYTES) throw refusal(metadata, `has ${size} bytes of data; expected at most ${MOST_BYTES}`);
  const connection = await openDatabase({ path: ':memory:', settings: SETTINGS });
  try {
    const list = files.map(literal).join(', ');
    await requireSmall(connection, list, metadata);
    const [row, ...others] = await select(connection, `FROM read_parquet([${list}]) LIMIT 2`, metadata.uid);
    if (row === undefined || others.length > 0) throw refusal(metadata, 'does not have one row of data');
    const parsed = schema.safeParse(row);
    if (parsed.success) return parsed.data;
    const [{ path, message }] = parsed.error.issues as [z.core.$ZodIssue];
    throw refusal(metadata, `has data that cannot be read: ${path.join('.')}: ${message}`);
  } finally {
    connection.closeSync();
  }
}
