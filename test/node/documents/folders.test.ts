import { globSync } from 'node:fs';
import { basename, relative } from 'node:path';
import { expect, test } from 'vitest';
import { documents } from './documents.ts';

test.each(['src', 'src/page', 'scripts'])('%s/README.md has a line for every folder next to it', (root) => {
  const text = documents.find(({ path }) => path === `${root}/README.md`)!.text;
  const described = [...text.matchAll(/^\| `([a-z0-9/-]+)\/` +\|/gm)].map(([, folder]) => folder!);
  const folders = globSync(`${root}/**/*/`, { exclude: (name) => name === 'node_modules' })
    .map((folder) => relative(root, folder))
    .filter((folder) => !/^(page|package\/template)\//.test(folder));
  expect(new Set(described).size).toBe(described.length);
  expect(folders.filter((folder) => !described.includes(folder))).toEqual([]);
  expect(described.filter((folder) => ![...folders, basename(root)].includes(folder))).toEqual([]);
});
