import type { Example } from '../../../src/core/artifact.ts';
import { cellCount, isDiscrete, knownCount, missingCell } from '../../../src/core/cell.ts';
import { cellValue } from '../../../src/core/decode.ts';
import type { Field } from '../../../src/core/field.ts';
import { randomSource } from '../../maths/random.ts';
import { type Answer, ask, now, type Steps } from '../fit/steps.ts';
import type { TrainingRows } from '../rows/rows.ts';
import { existingRows } from './existing-rows.ts';
import { madeUpHours } from './made-up-hours.ts';
import { roundQuantiles } from './round-quantiles.ts';

const SEED = 1;
/** A field with at most this many values shows each in turn; the values of any other field are rounded quantiles. */
const MOST_IN_TURN = 366;
const FEWEST = 50;
/** How often to move values between rows until no row exists in the data. */
const ATTEMPTS = 50;

type SomeRows = Pick<TrainingRows, 'cells'>;

/** Made-up rows, and how many of them the data have too. */
export interface MadeUpInputs {
  inputs: Example['input'][];
  existing: number;
}

/**
 * Makes up rows as callers would send them, for the examples that are published: field by field, each apart from the
 * others, so that no row is an observation. Every category, every integer of a short range, and a missing value of every
 * field that may be missing occurs; other numbers are quantiles of the data, rounded to three digits. A row that the data have too gets another value, and is left out if
 * that does not help. Only if the data have every combination, their rows are all there is: then `existing` counts them.
 */
export function madeUpInputs(rows: TrainingRows): MadeUpInputs {
  return now(madeUpSteps(rows, (columns) => existingRows(rows, columns)));
}

/**
 * The steps of `madeUpInputs` for rows elsewhere.
 * @param rows the fields, and cells of some rows for the quantiles
 * @param existingOf the positions of made-up rows, given by column, that the data have too
 */
export function* madeUpSteps(
  rows: Pick<TrainingRows, 'fields' | 'cells'>,
  existingOf: (columns: readonly Float64Array[]) => Answer<Set<number>>,
): Steps<MadeUpInputs> {
  const { fields } = rows;
  const random = randomSource(SEED);
  const discrete = fields.filter(isDiscrete);
  const sizes = discrete.map(cellCount).filter((size) => size <= MOST_IN_TURN);
  const count = Math.max(FEWEST, ...sizes);
  const columns = fields.map((field) => shuffled(cellsInTurn(field, rows, count), random));
  let existing = yield* ask(() => existingOf(columns));
  for (let attempt = 0; attempt < ATTEMPTS && existing.size > 0; attempt++) {
    for (const row of existing) {
      swap(columns[Math.floor(random() * columns.length)]!, row, Math.floor(random() * count));
    }
    existing = yield* ask(() => existingOf(columns));
  }
  const all = Array.from({ length: count }, (_, row) => row);
  const made = all.filter((row) => !existing.has(row));
  const inputOf = (row: number) =>
    Object.fromEntries(fields.map((field, f) => [field.name, cellValue(field, columns[f]![row]!)]));
  return made.length > 0
    ? { inputs: wholeFirst(made.map(inputOf)), existing: 0 }
    : { inputs: all.slice(0, FEWEST).map(inputOf), existing: FEWEST };
}

/** Rows without a missing value come first, because documents show the first. */
function wholeFirst(inputs: Example['input'][]): Example['input'][] {
  const isWhole = (input: Example['input']) => !Object.values(input).includes(null);
  return [...inputs.filter(isWhole), ...inputs.filter((input) => !isWhole(input))];
}

/** Cells of a field, one of them missing if it may be. */
function cellsInTurn(field: Field, rows: SomeRows, count: number): Float64Array {
  if (field.missing === undefined) return knownCells(field, rows, count);
  return Float64Array.of(...knownCells(field, rows, count - 1), missingCell(field));
}

function knownCells(field: Field, rows: SomeRows, count: number): Float64Array {
  const size = knownCount(field);
  if (isDiscrete(field) && size <= MOST_IN_TURN) return Float64Array.from({ length: count }, (_, row) => row % size);
  if (field.type === 'category')
    return Float64Array.from({ length: count }, (_, row) => Math.floor((row * size) / count));
  return field.type === 'timestamp' ? madeUpHours(field, rows, count) : roundQuantiles(field, rows, count);
}

/** Fisher and Yates. */
function shuffled(values: Float64Array, random: () => number): Float64Array {
  for (let last = values.length - 1; last > 0; last--) swap(values, last, Math.floor(random() * (last + 1)));
  return values;
}

function swap(values: Float64Array, a: number, b: number): void {
  const value = values[a]!;
  values[a] = values[b]!;
  values[b] = value;
}
