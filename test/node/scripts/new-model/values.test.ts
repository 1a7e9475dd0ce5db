import { expect, test } from 'vitest';
import { listValues, nearestValues } from '../../../../scripts/new-model/values.ts';

test('nearestValues() orders numbers by difference and other texts by spelling', () => {
  expect(nearestValues(['1', '10', '7'], '8')).toEqual(['7', '10', '1']);
  expect(nearestValues(['one', 'two', 'three'], 'thre')).toEqual(['three', 'one', 'two']);
  expect(nearestValues(['1', 'one'], '2')).toHaveLength(2);
});

test('listValues() lists ten values in quotes, and says how many more there are', () => {
  expect(listValues(['a', 'b'], 2)).toBe('"a", "b"');
  const values = Array.from({ length: 12 }, (_, k) => String(k));
  expect(listValues(values, 1200)).toMatch(/^"0", .*, "9" and 1190 more$/);
});
