import { expect, test } from 'vitest';
import { originOf } from '../../../../scripts/deploy/origin.ts';

test('originOf() refuses what is not committed, unless forced; then the release says so', () => {
  expect(originOf('c0ffee', '', false)).toEqual({ commit: 'c0ffee' });
  expect(originOf('c0ffee', '', true)).toEqual({ commit: 'c0ffee' });
  expect(() => originOf('c0ffee', ' M src/app.ts\n', false)).toThrow(
    'src/app.ts is not committed: commit, or add --force',
  );
  const two = ' M src/app.ts\n?? new.txt\n';
  expect(() => originOf('c0ffee', two, false)).toThrow('src/app.ts and 1 more are not committed');
  expect(originOf('c0ffee', two, true).forced).toBe('with uncommitted changes to src/app.ts and 1 more');
});
