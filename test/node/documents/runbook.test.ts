import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

const sections = readFileSync('.github/RUNBOOK.md', 'utf8').split(/^## /m).slice(1);

test.each(sections.map((text) => [text.split('\n')[0]!, text]))('RUNBOOK.md: “%s” says what to run', (_, text) => {
  expect(text).toMatch(/npm run [a-z]+ -- |npx wrangler |^curl /m);
});

test('RUNBOOK.md is for the troubles that it promises', () => {
  expect(sections.map((text) => text.split('\n')[0])).toEqual([
    'A key has leaked',
    'A bad model is out',
    'The key store is down',
    'Answers with 5xx',
    'The bill grows',
    'One region is slow',
    'A caller reports wrong answers',
  ]);
});
