import fc from 'fast-check';
import { expect, test } from 'vitest';
import { gradient, hessian, type Objective } from '../../../../../scripts/training/fit/likelihood.ts';
import { selectRows } from '../../../../../scripts/training/matrix/design-matrix.ts';
import { denseRow, features, largestDifference, logitOf, objectiveOf, observations, sample } from '../observations.ts';

const vectors = fc.array(fc.double({ min: -1.5, max: 1.5, noNaN: true }), { minLength: 16, maxLength: 16 });

function objectiveValue({ design, weight, positives, penalty }: Objective, beta: Float64Array): number {
  let sum = 0;
  for (let r = 0; r < design.rows; r++) {
    const logit = logitOf(denseRow(design, r), beta);
    sum += weight[r]! * Math.log1p(Math.exp(logit)) - positives[r]! * logit;
  }
  for (let j = 0; j < design.size; j++) sum += (penalty / 2) * beta[j]! ** 2;
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
      const beta = Float64Array.from(vector.slice(0, objective.design.size + 1));
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
      const n = objective.design.size + 1;
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
      const { design, weight, positives, penalty } = objective;
      const n = design.size + 1;
      const beta = Float64Array.from(vector.slice(0, n));
      const slope = Float64Array.from(beta, (value, j) => (j < design.size ? penalty * value : 0));
      const curvature = new Float64Array(n * n);
      for (let j = 0; j < design.size; j++) curvature[j * n + j] = penalty;
      for (let r = 0; r < design.rows; r++) {
        const dense = denseRow(design, r);
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

test('designMatrix counts the leading entries that a row shares with the row before', () => {
  const rows = [
    [0, 1, 2],
    [0, 1, 2],
    [0, 1, 3],
    [0, 2, 3],
    [1, 2, 3],
  ].map((cells) => ({ cells, number: 0, weight: 1, share: 0 }));
  expect([...objectiveOf(rows, 'one-hot alone').design.shared]).toEqual([0, 3, 2, 1, 0]);
});

test('selectRows(design, positions) is the design of these rows alone', () => {
  const rows = sample(50, 2);
  const positions = Uint32Array.of(49, 3, 3, 17);
  const { design } = objectiveOf(rows, 'with values');
  expect(selectRows(design, positions)).toEqual(
    objectiveOf(
      Array.from(positions, (r) => rows[r]!),
      'with values',
    ).design,
  );
});
