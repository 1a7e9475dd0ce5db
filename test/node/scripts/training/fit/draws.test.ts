import { expect, test } from 'vitest';
import { curvature, curvatureAt } from '../../../../../scripts/training/fit/curvature.ts';
import { drawPenalties, posteriorDraws } from '../../../../../scripts/training/fit/draws.ts';
import { penaltyDeviations } from '../../../../../scripts/training/fit/inverse.ts';
import { minimise } from '../../../../../scripts/training/fit/newton-cg.ts';
import { penaltyVector } from '../../../../../scripts/training/fit/objective.ts';
import { PROOF } from '../../../../proof.ts';
import { blockModel, inverseOf, MAIN } from '../block-model.ts';
import { simulate } from '../simulation.ts';

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

/** How many draws to make: errors are counted in standard errors of this number. */
const DRAWS = PROOF ? 4000 : 1000;

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
  const expected = inverseOf(hessian);
  const draws = posteriorDraws(objective, beta, Array(DRAWS).fill(lambda), 3);
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
    const inverse = inverseOf({ ...hessian, penalty });
    const step = inverse.map((row) =>
      row.reduce((sum, value, j) => sum - value * (penalty[j]! - objective.penalty[j]!) * beta[j]!, 0),
    );
    for (const i of places) {
      for (const j of places) expected[i]![j]! += (inverse[i]![j]! + step[i]! * step[j]!) / samples.length;
    }
  }
  const draws = posteriorDraws(objective, beta, drawPenalties(objective, beta, { ...options, draws: DRAWS }), 3);
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
  const inverse = inverseOf(hessian);
  let information = 0;
  for (let i = 0; i < size; i++) {
    for (let j = 0; j < size; j++) information += (Number(i === j) - lambda * inverse[j]![i]!) ** 2 / 2;
  }
  const [own, none] = penaltyDeviations(hessian, [lambda, 100]);
  expect(own).toBeLessThan(1);
  expect(own).toBeCloseTo(1 / Math.sqrt(information), 12);
  expect(none).toBe(1);
});
