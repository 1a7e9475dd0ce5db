import fc from 'fast-check';
import { expect, test } from 'vitest';
import { binCells, binnedFields, binOf } from '../../../../src/core/bin.ts';

const doubles = fc.double({ noNaN: true, noDefaultInfinity: true });

test('binOf() counts the edges that are at most as large, at edges, ±0 and denormals too', () => {
  const edges = fc.uniqueArray(fc.oneof(doubles, fc.constantFrom(0, 5e-324, -5e-324, 1)), {
    maxLength: 63,
    comparator: (a, b) => a === b,
  });
  fc.assert(
    fc.property(edges, doubles, (unsorted, x) => {
      const sorted = Float64Array.from(unsorted).sort();
      for (const value of [x, ...sorted, 0, -0, 5e-324, -5e-324]) {
        expect(binOf(sorted, value)).toBe(sorted.filter((edge) => edge <= value).length);
      }
    }),
  );
});

test('binCells() puts bins in place of numbers; a missing number has the last', () => {
  const binned = binnedFields(
    [
      { name: 'a', type: 'number', description: '', edges: [1, 2], missing: 'own' },
      { name: 'b', type: 'integer', description: '', minimum: 0, maximum: 9 },
      { name: 'c', type: 'number', description: '', edges: [1] },
      { name: 'd', type: 'number', description: '' },
    ],
    () => true,
  );
  const row = new Float64Array(4);
  binCells(binned, [9, 9, 9, 9, Number.POSITIVE_INFINITY, 5, 1, -1], 4, row);
  expect([...row]).toEqual([3, 5, 1, -1]);
  binCells(binned, [2, 0, 0.5, 7], 0, row);
  expect([...row]).toEqual([2, 0, 0, 7]);
});
