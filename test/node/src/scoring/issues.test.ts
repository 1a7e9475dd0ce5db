import { expect, test } from 'vitest';
import type { Field } from '../../../../src/core/artifact.ts';
import { compileEncoder, encodeRow } from '../../../../src/core/encode.ts';
import type { Problem } from '../../../../src/http/problem.ts';
import { encodeRows, MOST_ISSUES } from '../../../../src/scoring/encoded-rows.ts';

const city: Field = {
  name: 'city',
  type: 'category',
  description: '',
  vocabulary: ['Lima'],
  unknown: 'baseline',
  match: 'exact',
};
const hour: Field = { name: 'hour', type: 'integer', description: '', minimum: 1, maximum: 24, range: 'reject' };
const encoder = compileEncoder([city, hour]);
const good = { city: 'Lima', hour: 1 };

function withStrangers(count: number): object {
  return { ...good, ...Object.fromEntries(Array.from({ length: count }, (_, m) => [`m${m}`, 0])) };
}

function refusal(body: unknown): Problem {
  try {
    encodeRows(encoder, body, 1000);
  } catch (error) {
    return error as Problem;
  }
  throw new Error('it was taken');
}

test('encodeRow(…, most) finds no more errors and warnings than `most` says', () => {
  const cells = new Float64Array(2);
  const row = { ...withStrangers(9), city: 'Cusco', hour: 0 };
  expect(encodeRow(encoder, row, cells, { errors: 3, warnings: 0 })).toMatchObject({
    errors: [{ pointer: '/hour' }, { pointer: '/m0' }, { pointer: '/m1' }],
    warnings: [],
  });
  const { errors, warnings } = encodeRow(compileEncoder([hour, city]), row, cells, { errors: 1, warnings: 1 });
  expect([errors.length, warnings]).toEqual([1, []]);
  expect(encodeRow(encoder, row, cells).errors).toHaveLength(10);
});

test('MOST_ISSUES errors of a row are counted and listed; if there are more, only MOST_ISSUES are listed', () => {
  const all = refusal(withStrangers(MOST_ISSUES));
  expect(all.message).toBe('100 values are not what the model expects.');
  expect(all.options.errors).toHaveLength(MOST_ISSUES);
  for (const count of [MOST_ISSUES + 1, 90_000]) {
    const cut = refusal(withStrangers(count));
    expect(cut.message).toBe('More than 100 values are not what the model expects, the first 100 listed.');
    expect(cut.options.errors).toHaveLength(MOST_ISSUES);
  }
});

test('after MOST_ISSUES errors of a batch, its other rows are not checked', () => {
  const instances = new Array(200).fill({ ...good, hour: 0 });
  const { message, options } = refusal({ instances });
  expect(message).toBe('100 values are not what the model expects; rows from 100 on were not checked.');
  expect(options.errors).toHaveLength(MOST_ISSUES);
  expect(refusal({ instances: [...instances.slice(0, 99), {}] }).message).toMatch(/^More than 100 values are/);
});

test('members of a batch other than instances are listed up to MOST_ISSUES', () => {
  const { options } = refusal({ instances: [good], ...withStrangers(MOST_ISSUES) });
  expect(options.errors).toHaveLength(MOST_ISSUES);
  expect(options.errors![0]).toEqual({
    pointer: '/city',
    detail: 'a batch has only the member instances',
  });
});

test('a batch with more than MOST_ISSUES warnings is answered with MOST_ISSUES', () => {
  const { count, warnings } = encodeRows(encoder, { instances: new Array(200).fill({ ...good, city: 'Cusco' }) }, 1000);
  expect(count).toBe(200);
  expect(warnings).toHaveLength(MOST_ISSUES);
  expect(warnings.at(-1)).toMatchObject({ pointer: '/instances/99/city' });
});
