import { expect, test } from 'vitest';
import { nonNegativeLeastSquares } from '../../../../scripts/maths/non-negative.ts';

/** Solved by hand: where a number is 0, its column and the rest have a product of at most 0. */
test.each([
  [
    'all numbers are above 0: the ordinary solution',
    [
      [2, 1],
      [1, 3],
      [1, 1],
    ],
    [4, 7, 3],
    [1, 2],
  ],
  [
    'the ordinary solution is below 0 in one place',
    [
      [1, 0.5],
      [0.5, 1],
    ],
    [1, -1],
    [0.4, 0],
  ],
  [
    'a column of zeros, and two equal columns',
    [
      [1, 0, 1],
      [1, 0, 1],
    ],
    [2, 4],
    [3, 0, 0],
  ],
  ['nothing to explain', [[1]], [-1], [0]],
])('nonNegativeLeastSquares(M, b): %s', (_, matrix, b, expected) => {
  for (const [j, value] of nonNegativeLeastSquares(matrix, b).entries()) expect(value).toBeCloseTo(expected[j]!, 10);
});
