import fc from 'fast-check';
import { randomSource } from '../../../../scripts/maths/random.ts';
import { ridge } from '../../../../scripts/training/fit/objective.ts';
import type { Objective } from '../../../../scripts/training/fit/solver.ts';
import { type DesignMatrix, designMatrix } from '../../../../scripts/training/matrix/design-matrix.ts';
import type { Field } from '../../../../src/core/artifact.ts';
import { sigmoid } from '../../../../src/core/sigmoid.ts';

/** Number of cells of each discrete field. */
export const SIZES = [3, 4, 5];
const fields: Field[] = [
  ...SIZES.map(
    (size, f): Field => ({ name: `f${f}`, type: 'integer', description: '', minimum: 0, maximum: size - 1 }),
  ),
  { name: 'number', type: 'number', description: '' },
];
const oneHot = SIZES.map((_, f) => ({ type: 'one-hot' as const, field: `f${f}` }));
const withValues = [
  ...oneHot,
  { type: 'cyclic' as const, field: 'f2', period: 5 },
  { type: 'numeric' as const, field: 'number', mean: 0, scale: 2, minimum: -3, maximum: 3 },
];

/** A row before encoding: `share` of its weight is positive. */
export interface Observation {
  cells: number[];
  number: number;
  weight: number;
  share: number;
}

/** Small data sets for properties: rows in any order, repeated rows, weights. */
export const observations = fc.array(
  fc.record({
    cells: fc.tuple(...SIZES.map((size) => fc.nat(size - 1))),
    number: fc.constantFrom(-2, -0.5, 0, 1.25, 3),
    weight: fc.constantFrom(0.5, 1, 2, 7),
    share: fc.constantFrom(0, 0.5, 1),
  }),
  { minLength: 1, maxLength: 30 },
);
/** Kinds of design matrix that `objectiveOf` makes. */
export const features = fc.constantFrom('one-hot alone', 'with values');

/** What a fit of these observations minimises: with one-hot features alone, or with cyclic and numeric ones too. */
export function objectiveOf(rows: readonly Observation[], kind: string, penalty = 0.7): Objective<DesignMatrix> {
  const cells = new Map<string, Uint16Array | Float64Array>([
    ...SIZES.map((_, f): [string, Uint16Array] => [`f${f}`, Uint16Array.from(rows, (row) => row.cells[f]!)]),
    ['number', Float64Array.from(rows, (row) => row.number)],
  ]);
  const matrix = designMatrix(fields, kind === 'with values' ? withValues : oneHot, cells);
  return {
    matrix,
    weight: Float64Array.from(rows, (row) => row.weight),
    positives: Float64Array.from(rows, (row) => row.weight * row.share),
    penalty: ridge(matrix.size, penalty),
  };
}

/** The regressors of a row as a dense vector, 1 for the intercept last. */
export function denseRow({ width, size, columns, values }: DesignMatrix, r: number): Float64Array {
  const dense = new Float64Array(size + 1);
  for (let at = r * width; at < (r + 1) * width; at++) dense[columns[at]!]! += values ? values[at]! : 1;
  dense[size] = 1;
  return dense;
}

/** The inner product of a row with coefficients and intercept. */
export function logitOf(dense: Float64Array, beta: Float64Array): number {
  return dense.reduce((sum, value, j) => sum + value * beta[j]!, 0);
}

/** Observations of known coefficients. */
export function sample(count: number, seed: number): Observation[] {
  const random = randomSource(seed);
  return Array.from({ length: count }, () => {
    const cells = SIZES.map((size) => Math.floor(size * random()));
    const number = Math.round(12 * random() - 6) / 2;
    const share = random() < sigmoid(0.8 * cells[0]! - 0.5 * cells[2]! + 0.3 * number) ? 1 : 0;
    return { cells, number, weight: 1, share };
  });
}

/** Max-norm of a − b. */
export function largestDifference(a: ArrayLike<number>, b: ArrayLike<number>): number {
  return Math.max(...Array.from(a, (value, i) => Math.abs(value - b[i]!)));
}
