import { expect, test } from 'vitest';
import { prettyJson } from '../../../../scripts/models/pretty-json.ts';

test('prettyJson(value) puts on one line what fits, and else one member per line', () => {
  const words = Array.from({ length: 30 }, (_, k) => `word ${k}`);
  const value = { list: [1, 2], nothing: {}, fields: [{ name: 'a', words }] };
  const lines = prettyJson(value).split('\n');
  expect(JSON.parse(prettyJson(value))).toEqual(value);
  expect(lines.slice(1, 3)).toEqual(['  "list": [1, 2],', '  "nothing": {},']);
  expect(lines.filter((line) => /^ {8}"word \d+",?$/.test(line))).toHaveLength(30);
});

test('prettyJson(value) fills lines of at most 120 characters with a long list of numbers', () => {
  const numbers = Array.from({ length: 1000 }, (_, k) => k / 7);
  const lines = prettyJson({ numbers }).split('\n');
  expect(JSON.parse(lines.join(''))).toEqual({ numbers });
  expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(120);
  expect(lines.length).toBeLessThan(400);
});
