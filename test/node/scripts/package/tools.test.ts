import { globSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { LIBRARIES, TOOLS } from '../../../../scripts/package/tools.ts';

const { dependencies, devDependencies } = JSON.parse(readFileSync('package.json', 'utf8'));

/** Packages that are imported or resolved by name. */
function packages(pattern: string, exclude: string[]): string[] {
  const found = globSync(pattern, { exclude }).flatMap((path) => {
    const code = readFileSync(path, 'utf8');
    return [...code.matchAll(/(?:from |import\(|resolve\()'((?:@[a-z-]+\/)?[a-z][a-z-]*)(?:\/[^']*)?'/g)];
  });
  const names = found.map((match) => match[1]!).filter((name) => !['node', 'cloudflare', 'edge-logit'].includes(name));
  return [...new Set(names)].filter((name) => name in dependencies || name in devDependencies).sort();
}

test('the package brings or names every package that its commands import', () => {
  const imported = packages('{src,scripts}/**/*.ts', ['scripts/{screenshot,pack}.ts', 'scripts/bench/servers/**']);
  const known = [...LIBRARIES, ...TOOLS];
  expect(imported.filter((name) => !known.includes(name))).toEqual([]);
  // What is run, not imported.
  const byProgram = ['node', 'workerd'];
  expect(known.filter((name) => !imported.includes(name) && !byProgram.includes(name))).toEqual([]);
});

test('every tool and library has a version in this repository', () => {
  const versions = { ...dependencies, ...devDependencies };
  expect([...LIBRARIES, ...TOOLS].filter((name) => versions[name] === undefined)).toEqual([]);
});
