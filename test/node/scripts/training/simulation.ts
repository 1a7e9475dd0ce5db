import { normal, randomSource } from '../../../../scripts/maths/random.ts';
import { TRAIN, type TrainingRows, VALIDATION } from '../../../../scripts/training/rows/rows.ts';
import type { Field } from '../../../../src/core/artifact.ts';
import { sigmoid } from '../../../../src/core/sigmoid.ts';

const names = (prefix: string, count: number) => Array.from({ length: count }, (_, k) => `${prefix}${k}`);
const category = { type: 'category', description: '', unknown: 'reject', match: 'folded' } as const;

/** Numbers of categories of the two fields. */
export const SIZES = [8, 60] as const;
export const FIELDS: Field[] = [
  { ...category, name: 'a', vocabulary: names('a', SIZES[0]) },
  { ...category, name: 'b', vocabulary: names('b', SIZES[1]) },
];

/** Rows drawn from known coefficients, and the true logit of each combination of categories. */
export interface Simulation {
  rows: TrainingRows;
  truth: (i: number, j: number) => number;
  /** Numbers of rows with a category of `b`, and with a combination. */
  seen: { category: Float64Array; combination: Float64Array };
}

/**
 * Rows of two fields whose coefficients are normal with these standard deviations: for `a`, for `b`, and for their
 * combinations. Later categories of `b` are rarer.
 */
export function simulate(
  seed: number,
  count: number,
  [spreadA, spreadB, spreadCross]: [number, number, number],
): Simulation {
  const random = randomSource(seed);
  const effects = (size: number, spread: number) => Float64Array.from({ length: size }, () => spread * normal(random));
  const [ofA, ofB] = [effects(SIZES[0], spreadA), effects(SIZES[1], spreadB)];
  const ofBoth = effects(spreadCross > 0 ? SIZES[0] * SIZES[1] : 0, spreadCross);
  const truth = (i: number, j: number) => -1 + ofA[i]! + ofB[j]! + (ofBoth[i * SIZES[1] + j] ?? 0);
  const a = new Uint16Array(count);
  const b = new Uint16Array(count);
  const positives = new Float64Array(count);
  const seen = { category: new Float64Array(SIZES[1]), combination: new Float64Array(SIZES[0] * SIZES[1]) };
  for (let r = 0; r < count; r++) {
    a[r] = Math.floor(random() * SIZES[0]);
    b[r] = Math.floor(SIZES[1] * random() ** 3);
    seen.category[b[r]!]! += 1;
    seen.combination[a[r]! * SIZES[1] + b[r]!]! += 1;
    positives[r] = random() < sigmoid(truth(a[r]!, b[r]!)) ? 1 : 0;
  }
  const rows: TrainingRows = {
    fields: FIELDS,
    observations: count,
    cells: new Map([
      ['a', a],
      ['b', b],
    ]),
    weight: new Float64Array(count).fill(1),
    positives,
    randomSplit: Uint8Array.from({ length: count }, (_, r) => (r % 3 === 0 ? VALIDATION : TRAIN)),
    timeSplit: new Uint8Array(count),
  };
  return { rows, truth, seen };
}
