import { describe, expect, test } from 'vitest';
import { factor, solve as solveFactored } from '../../../../../scripts/maths/cholesky.ts';
import { normal, randomSource } from '../../../../../scripts/maths/random.ts';
import type { FeatureDefinition } from '../../../../../scripts/models/definition.ts';
import { denseHessian } from '../../../../../scripts/training/fit/dense-hessian.ts';
import { inverseTraces } from '../../../../../scripts/training/fit/inverse.ts';
import { curvature, gradientNorm, minimise, solve } from '../../../../../scripts/training/fit/newton-cg.ts';
import { fitLogistic } from '../../../../../scripts/training/fit/newton-cholesky.ts';
import { learnShrinkage, penaltyVector } from '../../../../../scripts/training/fit/shrinkage.ts';
import { fitPruned } from '../../../../../scripts/training/learned/fit-pruned.ts';
import { objective, penalised } from '../../../../../scripts/training/learned/objective.ts';
import { importance, prune } from '../../../../../scripts/training/learned/prune.ts';
import { multiply, multiplyTransposed } from '../../../../../scripts/training/matrix/block-matrix.ts';
import { coefficientVector, featureCoefficients } from '../../../../../scripts/training/matrix/blocks.ts';
import { designMatrix } from '../../../../../scripts/training/matrix/design-matrix.ts';
import { innerSplit } from '../../../../../scripts/training/rows/inner-split.ts';
import { everyRow, TEST, TRAIN, type TrainingRows, VALIDATION } from '../../../../../scripts/training/rows/rows.ts';
import { scoreRows } from '../../../../../scripts/training/score-rows.ts';
import { selectFeatures } from '../../../../../scripts/training/selection/select-features.ts';
import { trainVariant } from '../../../../../scripts/training/train-variant.ts';
import type { FieldFeature } from '../../../../../src/core/feature.ts';
import { FIELDS, simulate } from '../simulation.ts';

const MAIN: FeatureDefinition[] = [
  { type: 'one-hot', field: 'a' },
  { type: 'one-hot', field: 'b' },
];
const CROSS: FeatureDefinition = { type: 'cross', terms: [{ field: 'a' }, { field: 'b' }] };
const COUNT = 3000;
const VARIANT = {
  description: '',
  penalty: 1,
  shrinkage: 'learned',
  validation: 'random',
} as const;
const SPLIT_AGAIN = Uint8Array.from({ length: 12_000 }, (_, r) => (r % 4 === 0 ? VALIDATION : TRAIN));

function simulated(features: FeatureDefinition[], lambda: readonly number[], seed = 1) {
  const { rows } = simulate(seed, COUNT, [0.8, 0.5, 0.4]);
  const full = objective(features, rows, everyRow(rows));
  return { rows, full, likelihood: penalised(full, lambda), beta: full.beta };
}

function curvatureAt({ likelihood, beta }: Pick<ReturnType<typeof simulated>, 'likelihood' | 'beta'>) {
  return curvature(likelihood, multiply(likelihood.matrix, beta, new Float64Array(COUNT)));
}

/** The inverse of a Hessian as a whole matrix. */
function inverseOf(hessian: ReturnType<typeof curvature>): Float64Array[] {
  const n = hessian.matrix.length;
  const lower = denseHessian(hessian);
  factor(lower, n);
  return Array.from({ length: n }, (_, j) =>
    solveFactored(
      lower,
      n,
      Float64Array.from({ length: n }, (_, k) => Number(k === j)),
    ),
  );
}

test('minimise() by conjugate gradients reaches the optimum that fitLogistic() reaches by Cholesky', () => {
  const { rows, likelihood, beta, full } = simulated(MAIN, [3, 3]);
  expect(minimise(likelihood, beta, { tolerance: 1e-12 })).toBeLessThan(1e-12);
  const design = designMatrix(FIELDS, MAIN as FieldFeature[], rows.cells);
  const exact = fitLogistic(design, rows.weight, rows.positives, { penalty: 3 });
  const found = featureCoefficients(full.shapes, likelihood.matrix, beta).flat();
  for (const [j, coefficient] of exact.coefficients.entries()) expect(found[j]).toBeCloseTo(coefficient, 8);
  expect(beta.at(-1)).toBeCloseTo(exact.intercept, 8);
});

test('gradientNorm() is the largest slope of the objective by differences', () => {
  const { likelihood, beta } = simulated([...MAIN, CROSS], [2, 4, 8]);
  const { matrix, weight, positives, penalty } = likelihood;
  const objective = (at: Float64Array) =>
    multiply(matrix, at, new Float64Array(COUNT)).reduce(
      (sum, z, r) => sum + weight[r]! * Math.log1p(Math.exp(z)) - positives[r]! * z,
      at.reduce((sum, value, j) => sum + (penalty[j]! / 2) * value * value, 0),
    );
  const random = randomSource(3);
  for (let j = 0; j < beta.length; j++) beta[j]! += 0.1 * normal(random);
  for (const { offset, size } of matrix.blocks) beta[offset + size] = 0;
  const step = 1e-5;
  const slopes = Array.from(beta, (_, j) => {
    const moved = (by: number) => objective(beta.with(j, beta[j]! + by));
    return Math.abs(moved(step) - moved(-step)) / (2 * step) / COUNT;
  });
  expect(gradientNorm(likelihood, beta)).toBeCloseTo(Math.max(...slopes), 7);
});

test('denseHessian() multiplies a vector as the blocks do, and solve() undoes it', () => {
  const { likelihood, beta } = simulated([...MAIN, CROSS], [2, 4, 8]);
  const hessian = curvatureAt({ likelihood, beta });
  const { matrix, perRow, penalty } = hessian;
  const n = matrix.length;
  const random = randomSource(4);
  const x = Float64Array.from(beta, () => normal(random));
  for (const { offset, size } of matrix.blocks) x[offset + size] = 0;
  const logits = multiply(matrix, x, new Float64Array(COUNT)).map((value, r) => value * perRow[r]!);
  const product = multiplyTransposed(matrix, logits).map((value, j) => value + penalty[j]! * x[j]!);
  const dense = denseHessian(hessian);
  for (let i = 0; i < n; i++) {
    const row = dense.subarray(i * n, (i + 1) * n).reduce((sum, value, j) => sum + value * x[j]!, 0);
    expect(row).toBeCloseTo(product[i]!, 8);
  }
  const back = solve(hessian, product, 1e-12);
  for (const [j, value] of back.entries()) expect(value).toBeCloseTo(x[j]!, 7);
});

describe('inverseTraces()', () => {
  test('is exact for a small model', () => {
    const { likelihood, beta } = simulated(MAIN, [2, 4]);
    const hessian = curvatureAt({ likelihood, beta });
    const inverse = inverseOf(hessian);
    const traces = inverseTraces(hessian, 2, 1);
    for (const { penalty, offset, size } of hessian.matrix.blocks) {
      const trace = Array.from({ length: size }, (_, k) => inverse[offset + k]![offset + k]!);
      expect(traces[penalty]).toBeCloseTo(
        trace.reduce((sum, value) => sum + value, 0),
        10,
      );
    }
  });

  test('is right within the error of its probes for a large one', () => {
    const { likelihood, beta } = simulated([...MAIN, CROSS], [2, 4, 8]);
    const hessian = curvatureAt({ likelihood, beta });
    expect(hessian.matrix.length).toBeGreaterThan(300);
    const inverse = inverseOf(hessian);
    const probes = 200;
    const traces = inverseTraces(hessian, 3, probes);
    const blocks = hessian.matrix.blocks.map(({ offset, size }) => Array.from({ length: size }, (_, k) => offset + k));
    for (const [penalty, own] of blocks.entries()) {
      const trace = own.reduce((sum, j) => sum + inverse[j]![j]!, 0);
      const squares = (others: number[], weight: number) =>
        own.flatMap((i) => others.map((j) => (i === j ? 0 : weight * inverse[i]![j]! ** 2))).reduce((a, b) => a + b, 0);
      const variance = blocks.reduce((sum, others) => sum + squares(others, others === own ? 2 : 1), 0) / probes;
      expect(Math.abs(traces[penalty]! - trace)).toBeLessThan(4 * Math.sqrt(variance) + 0.01 * trace);
    }
  });
});

test('learnShrinkage() ends where λ is the effective number of coefficients by their sum of squares', () => {
  const { rows, full } = simulated(MAIN, [1, 1]);
  const lambda = learnShrinkage(full.likelihood, {
    ...full,
    lambda: new Float64Array(2).fill(20),
    rounds: 100,
    resolved: 1e-4,
  });
  const fitted = objective(MAIN, rows, everyRow(rows));
  const likelihood = penalised(fitted, lambda);
  minimise(likelihood, fitted.beta, { tolerance: 1e-10 });
  const hessian = curvatureAt({ likelihood, beta: fitted.beta });
  const inverse = inverseOf(hessian);
  for (const { penalty, offset, size } of hessian.matrix.blocks) {
    const places = Array.from({ length: size }, (_, k) => offset + k);
    const effective = size - lambda[penalty]! * places.reduce((sum, j) => sum + inverse[j]![j]!, 0);
    const squares = places.reduce((sum, j) => sum + fitted.beta[j]! ** 2, 0);
    expect(lambda[penalty]! / (effective / squares)).toBeCloseTo(1, 2);
  }
});

test('learnShrinkage() shrinks a field that says nothing far more than one that matters', () => {
  const { rows } = simulate(7, COUNT, [0.8, 0, 0]);
  const full = objective(MAIN, rows, everyRow(rows));
  const lambda = learnShrinkage(full.likelihood, { ...full, lambda: new Float64Array(2).fill(20), rounds: 30 });
  expect(lambda[1]! / lambda[0]!).toBeGreaterThan(10);
});

test('prune() keeps the cells that matter most, and their coefficients', () => {
  const { full, likelihood, beta } = simulated([...MAIN, CROSS], [2, 4, 8]);
  minimise(likelihood, beta, { tolerance: 1e-8 });
  const { shapes, coefficients } = prune(full, [2, 4, 8], 168);
  const cross = full.shapes[2]!;
  const weights = featureCoefficients(full.shapes, likelihood.matrix, importance(likelihood, beta))[2]!;
  const own = featureCoefficients(full.shapes, likelihood.matrix, beta)[2]!;
  const best = [...weights.keys()].sort((i, j) => weights[j]! - weights[i]!).slice(0, 100);
  best.sort((i, j) => i - j);
  expect(shapes[2]).toEqual({ ...cross, cells: best.map((k) => (cross.type === 'cross' ? cross.cells[k] : 0)) });
  expect(coefficients[2]).toEqual(best.map((k) => own[k]));
  expect(coefficients.slice(0, 2).map(({ length }) => length)).toEqual([8, 60]);
});

test('the importance of a coefficient is twice what the penalised objective rises by without it, where it is small', () => {
  const { likelihood, beta } = simulated(MAIN, [2, 4]);
  minimise(likelihood, beta, { tolerance: 1e-12 });
  const { matrix, weight, positives, penalty } = likelihood;
  const objective = (at: Float64Array) =>
    multiply(matrix, at, new Float64Array(COUNT)).reduce(
      (sum, z, r) => sum + weight[r]! * Math.log1p(Math.exp(z)) - positives[r]! * z,
      at.reduce((sum, value, j) => sum + (penalty[j]! * value ** 2) / 2, 0),
    );
  const [block] = matrix.blocks.slice(1) as [(typeof matrix.blocks)[0]];
  const places = Array.from({ length: block.size }, (_, k) => block.offset + k);
  const small = places.filter((j) => Math.abs(beta[j]!) > 0.01 && Math.abs(beta[j]!) < 0.2);
  expect(small.length).toBeGreaterThan(5);
  for (const place of small) {
    const rise = objective(beta.with(place, 0)) - objective(beta);
    expect(Math.abs(importance(likelihood, beta)[place]! / (2 * rise) - 1)).toBeLessThan(0.1);
  }
});

test('fitPruned() is at its optimum within the budget', () => {
  const { rows, full } = simulated([...MAIN, CROSS], [2, 4, 8]);
  const fitted = fitPruned(full, [2, 4, 8], { rows, selected: everyRow(rows), budget: 150, tolerance: 1e-9 });
  const coefficients = featureCoefficients(fitted.shapes, fitted.likelihood.matrix, fitted.beta);
  expect(coefficients.flat()).toHaveLength(150);
  const again = coefficientVector(fitted.likelihood.matrix, coefficients, fitted.beta.at(-1)!);
  expect(gradientNorm(penalised(fitted, [2, 4, 8]), again)).toBeLessThan(1e-9);
});

describe('selectFeatures()', () => {
  const OPTIONS = { fields: ['a', 'b'], validation: 'random' as const, budget: 10_000 };
  const isCross = (feature: FeatureDefinition) => feature.type === 'cross' && feature.terms.length === 2;

  test('finds a cross where there is one, and none where there is none', () => {
    const chosen = (spread: number) => {
      const { rows } = simulate(11, 12_000, [0.8, 0.5, spread]);
      return selectFeatures(rows, everyRow(rows), OPTIONS);
    };
    expect(chosen(0.8).some(isCross)).toBe(true);
    expect(chosen(0).some(isCross)).toBe(false);
  });

  test('never looks at the outcome of a row that was not selected', () => {
    const { rows } = simulate(12, 6000, [0.8, 0.5, 0.8]);
    const randomPart = rows.randomPart.map((part, r) => (r % 4 === 0 ? TEST : part));
    const selected = everyRow(rows).filter((r) => randomPart[r] !== TEST);
    const of = (outcome: number): FeatureDefinition[] => {
      const positives = rows.positives.map((value, r) => (randomPart[r] === TEST ? outcome : value));
      return selectFeatures({ ...rows, positives, randomPart }, selected, OPTIONS);
    };
    expect(of(1)).toEqual(of(0));
  });

  test('chooses what is best within the budget, not what would be best without it', () => {
    const { rows } = simulate(13, 12_000, [0.8, 0.5, 0.8]);
    const { train, validation } = innerSplit(rows, everyRow(rows), 'random');
    const budget = 30;
    const lossOf = (features: FeatureDefinition[]) => {
      const trained = trainVariant({ ...VARIANT, features, budget }, { ...rows, randomPart: SPLIT_AGAIN }, train);
      const logits = scoreRows(trained, rows, validation);
      const loss = (z: number, r: number) => Math.log1p(Math.exp(z)) - z * rows.positives[validation[r]!]!;
      return logits.reduce((sum, z, r) => sum + loss(z, r), 0) / validation.length;
    };
    const losses: number[] = [];
    const onAdded = (_: FeatureDefinition, loss: number) => losses.push(loss);
    const within = selectFeatures(rows, everyRow(rows), { ...OPTIONS, budget, onAdded });
    expect(lossOf(within)).toBeCloseTo(Math.min(...losses), 2);
    expect(lossOf(within)).toBeLessThan(lossOf(selectFeatures(rows, everyRow(rows), OPTIONS)));
  });
});

test('innerSplit() parts the rows selected, and no others, into training and validation', () => {
  const { rows } = simulate(1, 300, [0.8, 0.5, 0]);
  const some: TrainingRows = { ...rows, timePart: Uint8Array.from({ length: 300 }, (_, r) => 1 + Math.floor(r / 100)) };
  const selected = everyRow(some).filter((r) => some.timePart[r] !== TEST);
  const time = innerSplit(some, selected, 'time');
  expect([time.train.length, time.validation.length]).toEqual([100, 100]);
  const random = innerSplit(some, selected, 'random');
  expect([...random.train, ...random.validation].sort((a, b) => a - b)).toEqual([...selected]);
  expect(() => innerSplit(some, selected.slice(0, 50), 'time')).toThrow(/leaves 50 groups to train and 0 to validate/);
});

test('penaltyVector() gives every coefficient the penalty of its block, and the intercept none', () => {
  const { full } = simulated([...MAIN, CROSS], [2, 4, 8]);
  const { matrix } = full.likelihood;
  const vector = penaltyVector(matrix, [2, 4, 8]);
  for (const { offset, size, penalty } of matrix.blocks) {
    expect(new Set(vector.subarray(offset, offset + size))).toEqual(new Set([[2, 4, 8][penalty]]));
    expect(vector[offset + size]).toBe(0);
  }
  expect(vector.at(-1)).toBe(0);
});
