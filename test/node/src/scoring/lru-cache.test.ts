import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createLruCache } from '../../../../src/scoring/lru-cache.ts';

test('values leave when others need the room, those unused for longest first', () => {
  const cache = createLruCache<string>(10);
  cache.add('a', 'A', 4);
  cache.add('b', 'B', 4);
  expect(cache.get('a')).toBe('A');
  cache.add('c', 'C', 4);
  expect([cache.get('b'), cache.get('a'), cache.get('c')]).toEqual([undefined, 'A', 'C']);
  expect([...cache.values()]).toEqual(['A', 'C']);
});

test('a value larger than the cache stays until the next one is added', () => {
  const cache = createLruCache<string>(10);
  cache.add('a', 'A', 4);
  cache.add('large', 'L', 40);
  expect([...cache.values()]).toEqual(['L']);
  cache.add('b', 'B', 1);
  expect([...cache.values()]).toEqual(['B']);
});

test('it holds what a simple list holds that is searched from its most recent end', () => {
  const names = fc.constantFrom('a', 'b', 'c', 'd', 'e');
  fc.assert(
    fc.property(fc.array(names, { maxLength: 40 }), fc.integer({ min: 1, max: 12 }), (asked, most) => {
      const sizes = { a: 1, b: 2, c: 3, d: 5, e: 8 } as Record<string, number>;
      const cache = createLruCache<string>(most);
      let recent: string[] = [];
      for (const name of asked) {
        if (cache.get(name) === undefined) cache.add(name, name, sizes[name]!);
        recent = [...recent.filter((other) => other !== name), name];
        const total = (list: string[]) => list.reduce((sum, one) => sum + sizes[one]!, 0);
        while (recent.length > 1 && total(recent) > most) recent.shift();
        expect([...cache.values()]).toEqual(recent);
      }
    }),
  );
});
