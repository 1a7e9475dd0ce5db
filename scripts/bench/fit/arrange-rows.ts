import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Field } from '../../../src/core/artifact.ts';
import { cellCount } from '../../../src/core/cell.ts';
import type { ModelDefinition } from '../../models/definition.ts';
import { loadRows } from '../../training/rows/load-rows.ts';
import type { TrainingRows } from '../../training/rows/rows.ts';
import { bareQuery } from '../../training/rows/with-rows.ts';

/** Rows as binary columns, which any language can read. */
export interface BenchRows {
  fields: Field[];
  cells: Map<string, Uint16Array>;
  weight: Float64Array;
  positives: Float64Array;
}

/** Rows grouped as in training; or one by one, in the order of training or of the file. */
export type Arrangement = 'grouped' | 'ungrouped, sorted' | 'ungrouped, file order';

/** The number of a row in the file. As a field, it keeps equal rows apart; as the first field, it keeps their order. */
const ROW = '_row';

/** Loads the rows of a model whose fields are all discrete. */
export async function arrangeRows(
  definition: ModelDefinition,
  query: string,
  dataPath: string,
  arrangement: Arrangement,
): Promise<TrainingRows> {
  if (arrangement === 'grouped') return loadRows(definition, query, dataPath, 0);
  const row = { name: ROW, type: 'integer' as const, description: '' };
  const fields = arrangement === 'ungrouped, sorted' ? [...definition.fields, row] : [row, ...definition.fields];
  const numbered = `SELECT row_number() OVER () AS ${ROW}, * FROM (\n${bareQuery(query)}\n)`;
  return loadRows({ ...definition, fields }, numbered, dataPath, 0);
}

/** Writes rows for the processes that fit them. */
export function writeRows(folder: string, rows: TrainingRows): void {
  const fields = rows.fields.filter((field) => field.name !== ROW);
  const codes = fields.map((field) => Uint16Array.from(rows.cells.get(field.name)!));
  writeFileSync(join(folder, 'fields.json'), JSON.stringify(fields));
  writeFileSync(join(folder, 'sizes.json'), JSON.stringify(fields.map(cellCount)));
  writeFileSync(join(folder, 'codes.bin'), Buffer.concat(codes.map((column) => Buffer.from(column.buffer))));
  writeFileSync(join(folder, 'weight.bin'), rows.weight);
  writeFileSync(join(folder, 'positives.bin'), rows.positives);
}

/** Reads the rows that `writeRows` wrote; with `count`, that many of them, evenly spaced or repeated. */
export function readRows(folder: string, fields: Field[], count?: number): BenchRows {
  const weight = new Float64Array(readBuffer(folder, 'weight.bin'));
  const positives = new Float64Array(readBuffer(folder, 'positives.bin'));
  const codes = new Uint16Array(readBuffer(folder, 'codes.bin'));
  const rows = weight.length;
  const columns = fields.map((_, f) => codes.subarray(f * rows, (f + 1) * rows));
  const cells = (taken: readonly Uint16Array[]) => new Map(fields.map((field, f) => [field.name, taken[f]!]));
  if (count === undefined || count === rows) return { fields, cells: cells(columns), weight, positives };
  const at = count < rows ? (k: number) => Math.floor((k * rows) / count) : (k: number) => k % rows;
  const take = <T extends Uint16Array | Float64Array>(from: T, to: T): T => {
    for (let k = 0; k < to.length; k++) to[k] = from[at(k)]!;
    return to;
  };
  return {
    fields,
    cells: cells(columns.map((column) => take(column, new Uint16Array(count)))),
    weight: take(weight, new Float64Array(count)),
    positives: take(positives, new Float64Array(count)),
  };
}

function readBuffer(folder: string, name: string): ArrayBuffer {
  const { buffer, byteOffset, byteLength } = readFileSync(join(folder, name));
  return buffer.slice(byteOffset, byteOffset + byteLength) as ArrayBuffer;
}
