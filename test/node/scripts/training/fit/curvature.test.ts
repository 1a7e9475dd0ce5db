import { expect, test } from 'vitest';
import { normal, randomSource } from '../../../../../scripts/maths/random.ts';
import { curvatureAt, solve } from '../../../../../scripts/training/fit/curvature.ts';
import { denseHessian } from '../../../../../scripts/training/fit/dense-hessian.ts';
import { multiply, multiplyTransposed } from '../../../../../scripts/training/matrix/block-matrix.ts';
import { blockModel, COUNT, CROSS, MAIN } from '../block-model.ts';

test('denseHessian(curvature) multiplies a vector as the blocks do, and solve(curvature, product) undoes it', () => {
  const { objective, start } = blockModel([...MAIN, CROSS], [2, 4, 8]);
  const hessian = curvatureAt(objective, start);
  const { matrix, rowCurvature, penalty } = hessian;
  const n = matrix.length;
  const random = randomSource(4);
  const x = Float64Array.from(start, () => normal(random));
  for (const { offset, size } of matrix.blocks) x[offset + size] = 0;
  const logits = multiply(matrix, x, new Float64Array(COUNT)).map((value, r) => value * rowCurvature[r]!);
  const product = multiplyTransposed(matrix, logits).map((value, j) => value + penalty[j]! * x[j]!);
  const dense = denseHessian(hessian);
  for (let i = 0; i < n; i++) {
    const row = dense.subarray(i * n, (i + 1) * n).reduce((sum, value, j) => sum + value * x[j]!, 0);
    expect(row).toBeCloseTo(product[i]!, 8);
  }
  const back = solve(hessian, product, 1e-12);
  for (const [j, value] of back.entries()) expect(value).toBeCloseTo(x[j]!, 7);
});
