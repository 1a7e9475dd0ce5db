import fc from 'fast-check';
import { expect, test } from 'vitest';
import { factor, solve } from '../../../../scripts/maths/cholesky.ts';

const systems = fc.integer({ min: 1, max: 9 }).chain((n) => {
  const entries = (length: number) =>
    fc.array(fc.double({ min: -5, max: 5, noNaN: true }), { minLength: length, maxLength: length });
  return fc.record({ n: fc.constant(n), root: entries(n * n), x: entries(n) });
});

/** root·rootᵀ plus the identity: symmetric and positive definite. */
function positiveDefinite(root: number[], n: number): Float64Array {
  const matrix = new Float64Array(n * n);
  for (let i = 0; i < n; i++) {
    for (let j = 0; j < n; j++) {
      for (let k = 0; k < n; k++) matrix[i * n + j]! += root[i * n + k]! * root[j * n + k]!;
    }
    matrix[i * n + i]! += 1;
  }
  return matrix;
}

test('solve(factor(A), A·x) is x for any symmetric positive definite A', () => {
  fc.assert(
    fc.property(systems, ({ n, root, x }) => {
      const matrix = positiveDefinite(root, n);
      const b = Float64Array.from(x, (_, i) => x.reduce((sum, value, j) => sum + matrix[i * n + j]! * value, 0));
      factor(matrix, n);
      const solved = solve(matrix, n, b);
      for (let i = 0; i < n; i++) expect(Math.abs(solved[i]! - x[i]!)).toBeLessThan(1e-9);
    }),
  );
});

test('factor(A) makes L with L·Lᵀ = A', () => {
  fc.assert(
    fc.property(systems, ({ n, root }) => {
      const matrix = positiveDefinite(root, n);
      const lower = matrix.slice();
      factor(lower, n);
      for (let i = 0; i < n; i++) {
        for (let j = 0; j <= i; j++) {
          let product = 0;
          for (let k = 0; k <= j; k++) product += lower[i * n + k]! * lower[j * n + k]!;
          expect(Math.abs(product - matrix[i * n + j]!)).toBeLessThan(1e-10);
        }
      }
    }),
  );
});

test('factor(A) refuses a matrix that is not positive definite', () => {
  expect(() => factor(Float64Array.of(1, 0, 2, 1), 2)).toThrow(/not positive definite/);
  expect(() => factor(Float64Array.of(0), 1)).toThrow(/not positive definite/);
  expect(() => factor(Float64Array.of(Number.NaN), 1)).toThrow(/not positive definite/);
});
