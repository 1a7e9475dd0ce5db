import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { cellValue } from '../../src/core/decode.ts';
import type { Field } from '../../src/core/field.ts';
import { readModel } from '../models/read-model.ts';
import { openRows } from '../training/open-rows.ts';

/*
 * Writes the grouped rows of a model for other languages: write-rows.ts MODEL SEED FOLDER [DATA].
 * rows.json: the fields, and the fields that order rows by time. rows.bin: columns of doubles, one after the other: a
 * column per field (the place in the vocabulary, or the number; NaN if there is none), then weight, positives, and the
 * parts of the random split and of the time split.
 */
const [model = '', seed, folder = '', data] = process.argv.slice(2);
const opened = readModel(model);
const rows = await openRows(model, opened, { data, seed: Number(seed) });

function column(field: Field): Float64Array {
  const values = cellsInOrder(field);
  return Float64Array.from(rows.cells.get(field.name)!, (cell) => values(cell));
}

/** From a cell to its number: each distinct cell is decoded once. */
function cellsInOrder(field: Field): (cell: number) => number {
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

const columns = [
  ...rows.fields.map(column),
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
writeFileSync(
  join(folder, 'rows.bin'),
  Buffer.concat(columns.map(({ buffer, byteOffset, byteLength }) => Buffer.from(buffer, byteOffset, byteLength))),
);
