import { expect, test } from 'vitest';
import { createBoundedMap } from '../../../src/access/bounded-map.ts';

test('createBoundedMap() keeps no more than its number of entries and drops the oldest', () => {
  const map = createBoundedMap<number>(2);
  map.set('a', 1);
  map.set('b', 2);
  map.set('a', 3);
  map.set('c', 4);
  expect(['a', 'b', 'c'].map(map.get)).toEqual([undefined, 2, 4]);
});
