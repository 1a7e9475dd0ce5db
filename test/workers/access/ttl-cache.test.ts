import { expect, test } from 'vitest';
import { createTtlCache } from '../../../src/access/ttl-cache.ts';

test('createTtlCache() keeps no more than its number of entries and drops the oldest', () => {
  const memo = createTtlCache<number>({ entries: 2, seconds: 1, now: () => 0 });
  memo.set('a', 1);
  memo.set('b', 2);
  memo.set('a', 3);
  memo.set('c', 4);
  expect(['a', 'b', 'c'].map((key) => memo.get(key))).toEqual([3, undefined, 4]);
});

test('createTtlCache() forgets an entry after its seconds', () => {
  let time = 0;
  const memo = createTtlCache<number>({ entries: 2, seconds: 1, now: () => time });
  memo.set('a', 1);
  time = 999;
  expect(memo.get('a')).toBe(1);
  time = 1000;
  expect(memo.get('a')).toBeUndefined();
});
