import fc from 'fast-check';
import { expect, test } from 'vitest';
import { gradient, hessian } from '../../../../../scripts/training/fit/likelihood.ts';
import type { Objective } from '../../../../../scripts/training/fit/solver.ts';
import type { DesignMatrix } from '../../../../../scripts/training/matrix/design-matrix.ts';
import { denseRow, features, largestDifference, logitOf, objectiveOf, observations } from '../observations.ts';

const vectors = fc.array(fc.double({ min: -1.5, max: 1.5, noNaN: true }), { minLength: 16, maxLength: 16 });

function objectiveValue({ matrix, weight, positives, penalty }: Objective<DesignMatrix>, beta: Float64Array): number {
  let sum = 0;
  for (let r = 0; r < matrix.rows; r++) {
    const logit = logitOf(denseRow(matrix, r), beta);
    sum += weight[r]! * Math.log1p(Math.exp(logit)) - positives[r]! * logit;
  }
  for (let j = 0; j < matrix.size; j++) sum += (penalty[j]! / 2) * beta[j]! ** 2;
  return sum;
}

function moved(beta: Float64Array, j: number, by: number): Float64Array {
  const result = beta.slice();
  result[j]! += by;
  return result;
}

test('gradient is the derivative of the objective by finite differences', () => {
  fc.assert(
    fc.property(observations, features, vectors, (rows, kind, vector) => {
      const objective = objectiveOf(rows, kind);
      const beta = Float64Array.from(vector.slice(0, objective.matrix.size + 1));
      const slope = gradient(objective, beta);
      for (let j = 0; j < beta.length; j++) {
        const step = 1e-5;
        const rise = objectiveValue(objective, moved(beta, j, step)) - objectiveValue(objective, moved(beta, j, -step));
        expect(Math.abs(rise / (2 * step) - slope[j]!)).toBeLessThan(1e-5);
      }
    }),
  );
});

test('hessian is the derivative of the gradient by finite differences', () => {
  fc.assert(
    fc.property(observations, features, vectors, (rows, kind, vector) => {
      const objective = objectiveOf(rows, kind);
      const n = objective.matrix.size + 1;
      const beta = Float64Array.from(vector.slice(0, n));
      const curvature = hessian(objective, beta);
      for (let j = 0; j < n; j++) {
        const step = 1e-5;
        const above = gradient(objective, moved(beta, j, step));
        const below = gradient(objective, moved(beta, j, -step));
        for (let i = j; i < n; i++) {
          expect(Math.abs((above[i]! - below[i]!) / (2 * step) - curvature[i * n + j]!)).toBeLessThan(1e-6);
        }
      }
    }),
  );
});

test('gradient and hessian are the sums over the rows, one by one, in any order and with repeats', () => {
  fc.assert(
    fc.property(observations, features, vectors, (rows, kind, vector) => {
      const objective = objectiveOf([...rows, ...rows.slice(0, 3), ...rows.slice(0, 1)], kind);
      const { matrix, weight, positives, penalty } = objective;
      const n = matrix.size + 1;
      const beta = Float64Array.from(vector.slice(0, n));
      const slope = Float64Array.from(beta, (value, j) => penalty[j]! * value);
      const curvature = new Float64Array(n * n);
      for (let j = 0; j < matrix.size; j++) curvature[j * n + j] = penalty[j]!;
      for (let r = 0; r < matrix.rows; r++) {
        const dense = denseRow(matrix, r);
        const p = 1 / (1 + Math.exp(-logitOf(dense, beta)));
        for (let i = 0; i < n; i++) {
          slope[i]! += dense[i]! * (weight[r]! * p - positives[r]!);
          for (let j = 0; j <= i; j++) curvature[i * n + j]! += dense[i]! * dense[j]! * weight[r]! * p * (1 - p);
        }
      }
      expect(largestDifference(gradient(objective, beta), slope)).toBeLessThan(1e-11);
      const found = hessian(objective, beta);
      for (let i = 0; i < n; i++) {
        for (let j = 0; j <= i; j++) expect(Math.abs(found[i * n + j]! - curvature[i * n + j]!)).toBeLessThan(1e-11);
      }
    }),
  );
});
