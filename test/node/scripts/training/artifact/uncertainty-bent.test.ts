import { expect, test } from 'vitest';
import { normal, randomSource } from '../../../../../scripts/maths/random.ts';
import type { VariantDefinition } from '../../../../../scripts/models/definition.ts';
import { uncertaintyOf } from '../../../../../scripts/training/artifact/uncertainty.ts';
import { everyRow } from '../../../../../scripts/training/rows/rows.ts';
import { additiveFeatures } from '../../../../../scripts/training/selection/additive-features.ts';
import { trainVariant } from '../../../../../scripts/training/train-variant.ts';
import { compileIntervals, interval, parseDraws } from '../../../../../src/core/interval.ts';
import { compileScorer, logit } from '../../../../../src/core/score.ts';
import { sigmoid } from '../../../../../src/core/sigmoid.ts';
import { PROOF } from '../../../../proof.ts';
import { type MadeRow, madeNumbers } from '../made-numbers.ts';

/** Simulated sets with PROOF=all; fewer have a larger sampling error. */
const MOST_SETS = 60;

/** The share of standard normal numbers below one, to two digits: the logistic curve is close. */
function share(x: number): number {
  return sigmoid(1.702 * x);
}

/** Random effects of two numbers, by a slope and in 4, 16 and 64 groups as `additive` has them, of a gap and of three categories. */
function randomTruth(seed: number): (row: MadeRow) => number {
  const random = randomSource(1000 + seed);
  const effects = (count: number, spread: number) =>
    Float64Array.from({ length: count }, () => spread * normal(random));
  const curve = () => {
    const [slope, coarse, fine, finest] = [effects(1, 0.5), effects(4, 0.4), effects(16, 0.25), effects(64, 0.2)];
    const at = (effects: Float64Array, x: number) => effects[Math.floor(effects.length * share(x))]!;
    return (x: number) => slope[0]! * x + at(coarse, x) + at(fine, x) + at(finest, x);
  };
  const [ofX, ofY, ofGap, ofC] = [curve(), curve(), effects(1, 0.6), effects(3, 0.5)];
  return ({ x, y, c }) => -0.8 + ofX(x) + (y === Number.POSITIVE_INFINITY ? ofGap[0]! : ofY(y)) + ofC[c]!;
}

/** A fixed smooth curve, without steps: smoother than any block of `additive`. */
function smoothTruth({ x, y, c }: MadeRow): number {
  return -0.8 + Math.sin(1.5 * x) + (y === Number.POSITIVE_INFINITY ? 0.6 : 0.5 * y) + [0.4, -0.3, 0][c]!;
}

type Truth = (row: MadeRow) => number;

/** The share of 90 % intervals that hold the true probability over simulated sets: of all rows, and of rows with a gap. */
function coverage(sets: number, truthOf: (seed: number) => Truth): { all: number; gaps: number } {
  let [inside, asked] = [0, 0];
  const gaps = { inside: 0, asked: 0 };
  for (let seed = 1; seed <= sets; seed++) {
    const truth = truthOf(seed);
    const rows = madeNumbers({ seed, count: 3000, logit: truth, missing: 0.15 });
    const variant: VariantDefinition = {
      ...{ description: '', features: additiveFeatures(rows.fields), penalty: 1, shrinkage: 'learned' },
      ...{ validation: 'random', budget: 10_000 },
    };
    const trained = trainVariant(variant, rows);
    const { features } = trained;
    const { file, missing } = uncertaintyOf(trained, rows, everyRow(rows), 64);
    const scorer = compileScorer({ ...trained, fields: rows.fields });
    const compiled = compileIntervals(
      { fields: rows.fields, features, uncertainty: { missing } },
      parseDraws(file.buffer, features),
    );
    const [xs, ys, cs] = ['x', 'y', 'c'].map((name) => rows.cells.get(name)!);
    for (let r = 0; r < 400; r++) {
      const row = { x: xs![r]!, y: ys![r]!, c: cs![r]! };
      const cells = Float64Array.of(row.x, row.y, row.c);
      const [low, high] = interval(compiled, cells, logit(scorer, cells), 0.9);
      const probability = sigmoid(truth(row));
      const holds = low <= probability && probability <= high;
      asked++;
      inside += Number(holds);
      if (row.y !== Number.POSITIVE_INFINITY) continue;
      gaps.asked++;
      gaps.inside += Number(holds);
    }
  }
  return { all: inside / asked, gaps: gaps.inside / gaps.asked };
}

test('intervals of 90 % hold the true probability 88 to 92 % of the time, with numbers that bend and missing values', () => {
  const sets = PROOF ? MOST_SETS : 3;
  const allowance = 0.02 * Math.sqrt(MOST_SETS / sets);
  const { all, gaps } = coverage(sets, randomTruth);
  expect(Math.abs(all - 0.9)).toBeLessThan(allowance);
  expect(Math.abs(gaps - 0.9)).toBeLessThan(2 * allowance);
}, 240_000);

test.runIf(PROOF)(
  'where the truth is smoother than the blocks of the model, intervals are too wide, never too narrow',
  () => {
    const { all, gaps } = coverage(MOST_SETS, () => smoothTruth);
    console.log(
      `intervals of 90 % over a smooth truth: ${(100 * all).toFixed(1)} % hold it, of gaps ${(100 * gaps).toFixed(1)} %`,
    );
    expect(all).toBeGreaterThan(0.88);
    expect(all).toBeLessThan(0.98);
    expect(gaps).toBeGreaterThan(0.86);
  },
  240_000,
);
