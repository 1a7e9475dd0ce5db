import { expect, test } from 'vitest';
import { playgroundFiles } from '../../../../scripts/pages/playground-files.ts';

test('playgroundFiles() has the page, its script and its headers, and no test, source or configuration', async () => {
  const names = [...(await playgroundFiles()).keys()];
  expect(names).toEqual(expect.arrayContaining(['_headers', 'index.html', 'playground.js', 'spanish.js']));
  expect(names.filter((name) => /\.ts$|tsconfig|\.tsbuildinfo$|\.tmp$/.test(name))).toEqual([]);
});
