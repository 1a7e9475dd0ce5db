import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Problem } from '../../../src/http/problem.ts';
import { MOST_NESTING, parseJson } from '../../../src/http/strict-json.ts';
import { runs } from '../../proof.ts';

function refusal(text: string): Problem {
  try {
    parseJson(text);
  } catch (error) {
    return error as Problem;
  }
  throw new Error(`${text} was taken`);
}

function nested(depth: number): string {
  return '['.repeat(depth) + ']'.repeat(depth);
}

test('parseJson(text) returns what JSON.parse(text) returns', () => {
  fc.assert(
    fc.property(fc.json(), (text) => {
      expect(parseJson(text)).toEqual(JSON.parse(text));
    }),
    { numRuns: runs(2000) },
  );
  for (const text of [
    '{"a:b":"c:\\"d\\\\","e":[":"]}',
    ' { "a" : { "a" : [ { "a" : 1 } , { "a" : 2 } ] } } ',
    '{"__proto__":{"a":1}}',
  ]) {
    expect(JSON.stringify(parseJson(text))).toBe(JSON.stringify(JSON.parse(text)));
  }
});

test('parseJson(text) refuses what is not JSON with 400', () => {
  for (const text of ['', '{', '{"a":1,}', "{'a':1}", 'NaN', '01', '+1', '1.', '"\n"', '\u00a01', '[1]x', '{a:1}']) {
    expect(refusal(text).code).toBe('malformed-body');
  }
});

test.each([
  ['{"a":1,"a":1}', '/a'],
  ['{"a":1,"b":"a","a" \n : 1}', '/a'],
  ['{"a":"\\",:","b":{"x":[[],{"c":1,"\\u0063":2}]}}', '/b/x/1/c'],
  ['{"instances":[{"x":1},{"x":1,"x":2}]}', '/instances/1/x'],
  ['{"__proto__":1,"__proto__":2}', '/__proto__'],
  ['{"":1,"":2}', '/'],
  ['{"a/b":1,"a/b":2}', '/a~1b'],
  [`{"a":"${'\\"'.repeat(300_000)}","a":1}`, '/a'],
])('parseJson(%j) points to the member that appears twice', (text, pointer) => {
  const { status, options } = refusal(text);
  expect(status).toBe(422);
  expect(options.errors?.map((error) => error.pointer)).toEqual([pointer]);
});

test('parseJson(text) finds a second member wherever it is', () => {
  fc.assert(
    fc.property(fc.dictionary(fc.string(), fc.jsonValue(), { minKeys: 1 }), (object) => {
      const again = JSON.stringify(Object.keys(object)[0]);
      expect(refusal(`[${JSON.stringify(object).slice(0, -1)},${again}:0}]`).status).toBe(422);
    }),
  );
});

test('parseJson(text) accepts MOST_NESTING levels and refuses one more, or many more', () => {
  expect(JSON.stringify(parseJson(nested(MOST_NESTING)))).toBe(nested(MOST_NESTING));
  for (const depth of [MOST_NESTING + 1, 100_000]) expect(refusal(nested(depth)).status).toBe(422);
});
