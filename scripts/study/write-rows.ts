import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { cellValue } from '../../src/core/decode.ts';
import type { Field } from '../../src/core/field.ts';
import { readModel } from '../models/read-model.ts';
import { openRows } from '../training/open-rows.ts';

/**
 * Writes the grouped rows of a model for other languages. rows.json: the fields, and the fields that order rows by time.
 * rows.bin: columns of doubles, one after the other: a column per field (the place in the vocabulary, or the number; NaN
 * if there is none), then weight, positives, and the parts of the random split and of the time split.
 */
export async function writeRows(model: string, seed: number, folder: string, data?: string): Promise<void> {
  const opened = readModel(model);
  const rows = await openRows(model, opened, { data, seed });
  const columns = [
    ...rows.fields.map((field) => Float64Array.from(rows.cells.get(field.name)!, numberOfCell(field))),
    rows.weight,
    rows.positives,
    Float64Array.from(rows.randomSplit),
    Float64Array.from(rows.timeSplit),
  ];
  const fields = rows.fields.map((field) => ({
    name: field.name,
    type: field.type,
    ...(field.type === 'category' && { vocabulary: field.vocabulary }),
  }));
  const { order = [] } = opened.definition.splits.time ?? {};
  writeFileSync(join(folder, 'rows.json'), JSON.stringify({ fields, order, groups: rows.weight.length }));
  const bytes = columns.map(({ buffer, byteOffset, byteLength }) => Buffer.from(buffer, byteOffset, byteLength));
  writeFileSync(join(folder, 'rows.bin'), Buffer.concat(bytes));
}

/** From a cell of a field to its number; each distinct cell is decoded once. */
function numberOfCell(field: Field): (cell: number) => number {
  const places = new Map(field.type === 'category' ? field.vocabulary.map((value, place) => [value, place]) : []);
  const known = new Map<number, number>();
  return (cell) => {
    const found = known.get(cell);
    if (found !== undefined) return found;
    const value = cellValue(field, cell);
    const number = typeof value === 'string' ? places.get(value)! : (value ?? Number.NaN);
    known.set(cell, number);
    return number;
  };
}

if (import.meta.main) {
  const [model = '', seed, folder = '', data] = process.argv.slice(2);
  try {
    await writeRows(model, Number(seed), folder, data);
  } catch (error) {
    process.stderr.write(`error: ${(error as Error).message}\n`);
    process.exitCode = 1;
  }
}
