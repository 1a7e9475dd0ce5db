import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

const readme = readFileSync('README.md', 'utf8');

test('README.md has at most 1,000 words', () => {
  expect(readme.trim().split(/\s+/).length).toBeLessThanOrEqual(1000);
});

test('the first commands of README.md are the two that start and test the project', () => {
  const [, commands = ''] = /```sh\n(.*?)```/s.exec(readme) ?? [];
  expect(commands.match(/^[^#\n]*?(?= *(#|$))/gm)?.filter(Boolean)).toEqual([
    'npm ci && npm start',
    'npm ci && npm test',
  ]);
});
