import { mkdtempSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { sourceKind } from '../../../../scripts/import/sources.ts';

const START = '{"exchange": 1, "classes": ["no", "yes"], "intercept": 0, ';
const FIELD = '"fields": [{"name": "x", "type": "number"}], ';
const LINE = '"terms": [{"type": "linear", "field": "x", "coefficient": 1}]}';

function file(text: string, bytes?: number): string {
  const folder = mkdtempSync(join(tmpdir(), 'hostile-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const path = join(folder, 'model.json');
  writeFileSync(path, text);
  if (bytes !== undefined) truncateSync(path, bytes);
  return path;
}

const read = async (path: string) => (await sourceKind(path)).read(path);
const many = (count: number, text: (k: number) => string) => Array.from({ length: count }, (_, k) => text(k)).join();

test.each([
  ['a depth of a million', () => `${START}"fields": ${'['.repeat(1e6)}`, /is not JSON|fields/],
  [
    'a number beyond doubles',
    () => `${START}${FIELD}"terms": [{"type": "linear", "field": "x", "coefficient": 1e999}]}`,
    'terms.0.coefficient',
  ],
  ['NaN', () => `${START}${FIELD}"terms": [{"type": "linear", "field": "x", "coefficient": NaN}]}`, 'is not JSON'],
  [
    'a scale of 0',
    () => `${START}${FIELD}"terms": [{"type": "linear", "field": "x", "coefficient": 1, "scale": 0}]}`,
    'terms.0.scale',
  ],
  [
    'a billion integers',
    () =>
      `${START}"fields": [{"name": "x", "type": "integer", "minimum": 0, "maximum": 1000000000}], "terms": [{"type": "table", "by": ["x"], "rows": [[1, 1]]}]}`,
    'x has more than 100000 integers',
  ],
  [
    'a billion integers in bins',
    () =>
      `${START}"fields": [{"name": "x", "type": "integer", "minimum": 0, "maximum": 1000000000}], "terms": [{"type": "table", "by": [{"field": "x", "edges": [5]}], "rows": [[1, 1]]}]}`,
    'x has more than 100000 integers',
  ],
  [
    'too many categories',
    () =>
      `${START}"fields": [{"name": "x", "type": "category", "vocabulary": [${many(100_001, (k) => `"c${k}"`)}]}], "terms": [{"type": "table", "by": ["x"], "rows": [["c1", 1]]}]}`,
    'fields.0.vocabulary: Too big',
  ],
  [
    'a category many times',
    () =>
      `${START}"fields": [{"name": "x", "type": "category", "vocabulary": [${many(90_000, () => '"a"')}]}], "terms": [{"type": "table", "by": ["x"], "rows": [["a", 1]]}]}`,
    '"a" occurs twice',
  ],
  [
    'a field many times',
    () => `${START}"fields": [${many(900, () => '{"name": "x", "type": "number"}')}], ${LINE}`,
    'fields: a name occurs twice',
  ],
  [
    '__proto__',
    () =>
      `${START}"fields": [{"name": "__proto__", "type": "number"}], "terms": [{"type": "linear", "field": "__proto__", "coefficient": 1}]}`,
    '__proto__ cannot be a member of a request',
  ],
  [
    'too many edges',
    () =>
      `${START}${FIELD}"terms": [{"type": "table", "by": [{"field": "x", "edges": [${many(64, String)}]}], "rows": [[1, 1]]}]}`,
    'terms.0: x has 64 edges; at most 63 are possible',
  ],
])('a file with %s is refused in one sentence', async (_, text, message) => {
  await expect(read(file(text()))).rejects.toThrow(message);
  await expect(read(file(text()))).rejects.toThrow(/^[^\n]{1,2000}$/);
});

test('a file of a terabyte is refused before it is read', async () => {
  await expect(read(file(`${START}${FIELD}${LINE}`, 2 ** 40))).rejects.toThrow('bytes');
});
