import { expect, test } from 'vitest';
import { factor, solve } from '../../../../../scripts/maths/cholesky.ts';
import type { FeatureDefinition, VariantDefinition } from '../../../../../scripts/models/definition.ts';
import { uncertaintyOf } from '../../../../../scripts/training/artifact/uncertainty.ts';
import { curvature, curvatureAt } from '../../../../../scripts/training/fit/curvature.ts';
import { denseHessian } from '../../../../../scripts/training/fit/dense-hessian.ts';
import { drawPenalties, posteriorDraws } from '../../../../../scripts/training/fit/draws.ts';
import { penaltyDeviations } from '../../../../../scripts/training/fit/inverse.ts';
import { minimise } from '../../../../../scripts/training/fit/newton-cg.ts';
import { penaltyVector } from '../../../../../scripts/training/fit/objective.ts';
import type { TrainingRows } from '../../../../../scripts/training/rows/rows.ts';
import { everyRow } from '../../../../../scripts/training/rows/rows.ts';
import { trainVariant } from '../../../../../scripts/training/train-variant.ts';
import type { Feature } from '../../../../../src/core/artifact.ts';
import { compileIntervals, interval, parseDraws } from '../../../../../src/core/interval.ts';
import { normalQuantile } from '../../../../../src/core/normal-quantile.ts';
import { compileScorer, logit } from '../../../../../src/core/score.ts';
import { sigmoid } from '../../../../../src/core/sigmoid.ts';
import { tQuantile } from '../../../../../src/core/t-quantile.ts';
import { blockModel } from '../block-model.ts';
import { FIELDS, SIZES, simulate } from '../simulation.ts';

const MAIN: FeatureDefinition[] = [
  { type: 'one-hot', field: 'a' },
  { type: 'one-hot', field: 'b' },
];
const CROSS: FeatureDefinition = { type: 'cross', terms: [{ field: 'a' }, { field: 'b' }] };
const VARIANT: VariantDefinition = {
  description: '',
  features: MAIN,
  penalty: 1,
  shrinkage: 'learned',
  validation: 'random',
  budget: 10_000,
};

type Trained = ReturnType<typeof trainVariant>;

/** The interval of each combination, of a fit with so many draws. */
function intervals(trained: Trained, rows: TrainingRows, draws: number) {
  const { features } = trained;
  const { file, missing } = uncertaintyOf(trained, rows, everyRow(rows), draws);
  const scorer = compileScorer({ ...trained, fields: FIELDS });
  const compiled = compileIntervals(
    { fields: FIELDS, features, uncertainty: { missing } },
    parseDraws(file.buffer, features),
  );
  return (i: number, j: number, level: number) => {
    const cells = Float64Array.of(i, j);
    return interval(compiled, cells, logit(scorer, cells), level);
  };
}

/** Share of combinations whose interval of 90 % holds the truth: all of them, those of rare categories, and unseen ones. */
function coverage(variant: VariantDefinition, spreads: [number, number, number], sets: number) {
  const found: { inside: boolean; rare: boolean; unseen: boolean }[] = [];
  for (let seed = 1; seed <= sets; seed++) {
    const { rows, truth, seen } = simulate(seed, 4000, spreads);
    const at = intervals(trainVariant(variant, rows), rows, 64);
    for (let i = 0; i < SIZES[0]; i++) {
      for (let j = 0; j < SIZES[1]; j++) {
        const [low, high] = at(i, j, 0.9);
        const probability = sigmoid(truth(i, j));
        found.push({
          inside: low <= probability && probability <= high,
          rare: seen.category[j]! < 30,
          unseen: seen.combination[i * SIZES[1] + j] === 0,
        });
      }
    }
  }
  const share = (those: typeof found) => those.filter(({ inside }) => inside).length / those.length;
  return {
    all: share(found),
    rare: share(found.filter(({ rare }) => rare)),
    unseen: share(found.filter(({ unseen }) => unseen)),
  };
}

test('intervals of 90 % hold the true probability 88 to 92 % of the time, for rare categories too', () => {
  const { all, rare } = coverage(VARIANT, [0.8, 0.5, 0], 120);
  for (const share of [all, rare]) expect(Math.abs(share - 0.9)).toBeLessThan(0.02);
}, 120_000);

test('intervals of a fixed penalty hold the truth as often where coefficients are as it says: of variance 1/λ', () => {
  const { all, rare } = coverage({ ...VARIANT, shrinkage: 'fixed' }, [1, 1, 0], 120);
  for (const share of [all, rare]) expect(Math.abs(share - 0.9)).toBeLessThan(0.02);
}, 120_000);

test('intervals of 90 % of a cross hold it as often, for combinations that were never seen too', () => {
  const { all, rare, unseen } = coverage({ ...VARIANT, features: [...MAIN, CROSS] }, [0.8, 0.5, 0.4], 100);
  for (const share of [all, rare, unseen]) expect(Math.abs(share - 0.9)).toBeLessThan(0.02);
}, 120_000);

test('intervals of a pruned cross hold at least what they say: what was pruned is not known to be 0', () => {
  const { all, rare, unseen } = coverage({ ...VARIANT, features: [...MAIN, CROSS], budget: 150 }, [0.8, 0.5, 0.4], 40);
  for (const share of [all, rare, unseen]) expect(share).toBeGreaterThan(0.88);
}, 120_000);

/** A fit of both fields, its Hessian and the places of its coefficients, the intercept last. */
function smallFit() {
  const { rows } = simulate(1, 3000, [0.8, 0.5, 0]);
  const lambda = [2, 5];
  const { objective, start } = blockModel(MAIN, lambda, rows);
  const { beta } = minimise(objective, start, { tolerance: 1e-10 });
  const hessian = curvatureAt(objective, beta);
  const places = [
    ...objective.matrix.blocks.flatMap(({ offset, size }) => Array.from({ length: size }, (_, k) => offset + k)),
    beta.length - 1,
  ];
  return { objective, beta, hessian, lambda, places };
}

/** The inverse of a matrix of n × n, by columns. */
function inverted(matrix: Float64Array, n: number): Float64Array[] {
  const lower = matrix.slice();
  factor(lower, n);
  return Array.from({ length: n }, (_, j) =>
    solve(
      lower,
      n,
      Float64Array.from({ length: n }, (_, k) => Number(k === j)),
    ),
  );
}

/** The largest deviation of draws' covariances from those expected, in standard errors. */
function worstCovariance(draws: Float64Array[], expected: readonly Float64Array[], places: readonly number[]): number {
  let worst = 0;
  for (const i of places) {
    for (const j of places) {
      const found = draws.reduce((sum, draw) => sum + draw[i]! * draw[j]!, 0) / draws.length;
      const error = Math.sqrt((expected[i]![i]! * expected[j]![j]! + expected[i]![j]! ** 2) / draws.length);
      worst = Math.max(worst, Math.abs(found - expected[i]![j]!) / error);
    }
  }
  return worst;
}

test('draws at known penalties have the exact Laplace covariance, within Monte Carlo error', () => {
  const { objective, beta, hessian, lambda, places } = smallFit();
  const expected = inverted(denseHessian(hessian), beta.length);
  const draws = posteriorDraws(objective, beta, Array(4000).fill(lambda), 3);
  expect(worstCovariance(draws, expected, places)).toBeLessThan(5);
});

test('draws at learned penalties have the covariance over what the penalties may be', () => {
  const { objective, beta, hessian, lambda, places } = smallFit();
  const n = beta.length;
  const options = { lambda, scaleDeviation: 0.2, seed: 5 };
  const expected = Array.from({ length: n }, () => new Float64Array(n));
  const samples = drawPenalties(objective, beta, { ...options, draws: 300 });
  for (const drawn of samples) {
    const penalty = penaltyVector(objective.matrix, drawn);
    const inverse = inverted(denseHessian({ ...hessian, penalty }), n);
    const step = inverse.map((row) =>
      row.reduce((sum, value, j) => sum - value * (penalty[j]! - objective.penalty[j]!) * beta[j]!, 0),
    );
    for (const i of places) {
      for (const j of places) expected[i]![j]! += (inverse[i]![j]! + step[i]! * step[j]!) / samples.length;
    }
  }
  const draws = posteriorDraws(objective, beta, drawPenalties(objective, beta, { ...options, draws: 4000 }), 3);
  expect(worstCovariance(draws, expected, places)).toBeLessThan(8);
});

test('learned penalties are drawn around λ·e^(−s²) with their deviation s', () => {
  const { objective, beta, hessian, lambda } = smallFit();
  const deviations = penaltyDeviations(hessian, lambda);
  const drawn = drawPenalties(objective, beta, { lambda, scaleDeviation: 0, draws: 4000, seed: 5 });
  for (const [b, own] of deviations.entries()) {
    const logs = drawn.map((penalties) => Math.log(penalties[b]! / lambda[b]!));
    const mean = logs.reduce((sum, value) => sum + value, 0) / logs.length;
    const variance = logs.reduce((sum, value) => sum + (value - mean) ** 2, 0) / logs.length;
    expect(Math.abs(mean + own ** 2)).toBeLessThan(4 * (own / Math.sqrt(4000)));
    expect(Math.abs(Math.sqrt(variance) / own - 1)).toBeLessThan(4 / Math.sqrt(8000));
  }
});

test('the deviation of a penalty is exact for a block of few coefficients, and the largest for a block of none', () => {
  const [rows, size, lambda] = [600, 6, 5];
  const columns = Uint32Array.from({ length: rows }, (_, r) => r % size);
  const matrix = { rows, length: size + 2, blocks: [{ size, offset: 0, columns, penalty: 0 }] };
  const objective = {
    matrix,
    weight: new Float64Array(rows).fill(1),
    positives: Float64Array.from({ length: rows }, (_, r) => Number(r % 4 === 0)),
    penalty: Float64Array.from({ length: size + 2 }, (_, j) => (j < size ? lambda : 0)),
  };
  const hessian = curvature(objective, new Float64Array(rows));
  const inverse = inverted(denseHessian(hessian), size + 2);
  let information = 0;
  for (let i = 0; i < size; i++) {
    for (let j = 0; j < size; j++) information += (Number(i === j) - lambda * inverse[j]![i]!) ** 2 / 2;
  }
  const [own, none] = penaltyDeviations(hessian, [lambda, 100]);
  expect(own).toBeLessThan(1);
  expect(own).toBeCloseTo(1 / Math.sqrt(information), 12);
  expect(none).toBe(1);
});

test('an interval of fixed shrinkage is that of the exact Laplace covariance, within Monte Carlo error', () => {
  const { rows } = simulate(1, 3000, [0.8, 0.5, 0]);
  const trained = trainVariant({ ...VARIANT, shrinkage: 'fixed' }, rows);
  const count = 4000;
  const at = intervals(trained, rows, count);
  const { objective, start } = blockModel(MAIN, [1, 1], rows);
  const { beta } = minimise(objective, start, { tolerance: 1e-10 });
  const inverse = inverted(denseHessian(curvatureAt(objective, beta)), beta.length);
  const [a, b] = objective.matrix.blocks;
  for (const [i, j] of [
    [0, 0],
    [3, 20],
    [7, 59],
  ] as const) {
    const used = [a!.offset + i, b!.offset + j, beta.length - 1];
    const variance = used.reduce((sum, p) => sum + used.reduce((own, q) => own + inverse[p]![q]!, 0), 0);
    const [low, high] = at(i, j, 0.9);
    const reach = (Math.log(high / (1 - high)) - Math.log(low / (1 - low))) / 2;
    const deviation = reach / tQuantile(0.95, count);
    expect(Math.abs(deviation / Math.sqrt(variance) - 1)).toBeLessThan(4 / Math.sqrt(2 * count));
  }
});

test('a combination without a coefficient has the variance of its feature before the data', () => {
  const features: Feature[] = [
    { ...CROSS, type: 'cross', terms: [{ field: 'a' }, { field: 'b' }], cells: [0], coefficients: [0.5] },
  ];
  const draws = { count: 16, scales: new Float32Array(2), steps: new Int8Array(32) };
  const compiled = compileIntervals({ fields: FIELDS, features, uncertainty: { missing: [0.25] } }, draws);
  expect(interval(compiled, Float64Array.of(0, 0), 0, 0.9)).toEqual([0.5, 0.5]);
  const [low, high] = interval(compiled, Float64Array.of(0, 1), 0, 0.9);
  expect(high).toBeCloseTo(sigmoid(tQuantile(0.95, 16) / 2), 12);
  expect(low).toBeCloseTo(1 - high, 12);
});

test('a wider level gives a wider interval around the answer', () => {
  const { rows } = simulate(2, 2000, [0.8, 0.5, 0]);
  const at = intervals(trainVariant(VARIANT, rows), rows, 32);
  const [low, high] = at(0, 0, 0.5);
  const [lower, higher] = at(0, 0, 0.99);
  expect(lower).toBeLessThan(low);
  expect(higher).toBeGreaterThan(high);
});

test('parseDraws refuses a file of the wrong length', () => {
  const features: Feature[] = [{ type: 'one-hot', field: 'a', coefficients: [1, 2] }];
  expect(() => parseDraws(new ArrayBuffer(3), features)).toThrow(/3 bytes/);
  expect(() => parseDraws(new ArrayBuffer(100), features)).toThrow(RangeError);
});

test('normalQuantile(p) agrees with tabled values', () => {
  const table = [
    [0.5, 0],
    [0.95, 1.6448536269514722],
    [0.975, 1.959963984540054],
    [0.999, 3.090232306167813],
    [0.01, -2.3263478740408408],
  ] as const;
  for (const [p, z] of table) expect(Math.abs(normalQuantile(p) - z)).toBeLessThan(1e-8);
});

test('tQuantile(p, freedom) agrees with tabled values', () => {
  const table = [
    [0.95, 16, 1.7458837],
    [0.995, 16, 2.9207816],
    [0.005, 16, -2.9207816],
    [0.995, 32, 2.7384815],
    [0.975, 64, 1.9977297],
    [0.75, 16, 0.6901322],
  ] as const;
  for (const [p, freedom, t] of table) expect(Math.abs(tQuantile(p, freedom) - t)).toBeLessThan(2e-5);
});
