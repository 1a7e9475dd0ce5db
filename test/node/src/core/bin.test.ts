import fc from 'fast-check';
import { expect, test } from 'vitest';
import { binOf } from '../../../../src/core/bin.ts';

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
