import { expect, test } from 'vitest';
import { selectRows } from '../../../../../scripts/training/matrix/design-matrix.ts';
import { objectiveOf, sample } from '../observations.ts';

test('designMatrix counts the leading entries that a row shares with the row before', () => {
  const rows = [
    [0, 1, 2],
    [0, 1, 2],
    [0, 1, 3],
    [0, 2, 3],
    [1, 2, 3],
  ].map((cells) => ({ cells, number: 0, weight: 1, share: 0 }));
  expect([...objectiveOf(rows, 'one-hot alone').matrix.shared]).toEqual([0, 3, 2, 1, 0]);
});

test('selectRows(matrix, positions) is the matrix of these rows alone', () => {
  const rows = sample(50, 2);
  const positions = Uint32Array.of(49, 3, 3, 17);
  const { matrix } = objectiveOf(rows, 'with values');
  expect(selectRows(matrix, positions)).toEqual(
    objectiveOf(
      Array.from(positions, (r) => rows[r]!),
      'with values',
    ).matrix,
  );
});
