import { expect, test } from 'vitest';
import { UNKNOWN } from '../../../../src/core/cell.ts';
import { codeCount, compileCode, tenthOf } from '../../../../src/core/code.ts';
import type { Field } from '../../../../src/core/field.ts';

const described = { description: '' };

test('the code of a category and of an integer is its cell, of a number its bin, of a missing value −2', () => {
  const airline: Field = {
    ...described,
    name: 'airline',
    type: 'category',
    vocabulary: ['a', 'b'],
    unknown: 'baseline',
    match: 'folded',
    missing: 'own',
  };
  const hour: Field = { ...described, name: 'hour', type: 'integer', minimum: 5, maximum: 8 };
  const age: Field = { ...described, name: 'age', type: 'number', edges: [18, 65], missing: 'own' };
  expect([0, 1, 2, UNKNOWN].map(compileCode(airline))).toEqual([0, 1, -2, -1]);
  expect([0, 3].map(compileCode(hour))).toEqual([0, 3]);
  expect([17, 18, 70, Number.POSITIVE_INFINITY].map(compileCode(age))).toEqual([0, 1, 2, -2]);
  expect([airline, hour, age].map(codeCount)).toEqual([2, 4, 3]);
});

test('a timestamp and a number without bins have one place, so that their code says nothing about the value', () => {
  const when: Field = { ...described, name: 'when', type: 'timestamp', zone: 'UTC', missing: 'own' };
  const size: Field = { ...described, name: 'size', type: 'number' };
  expect([500_000, Number.POSITIVE_INFINITY].map(compileCode(when))).toEqual([0, -2]);
  expect([-3, 9].map(compileCode(size))).toEqual([0, 0]);
  expect([when, size].map(codeCount)).toEqual([1, 1]);
});

test('the last tenth includes 1', () => {
  expect([0, 0.0999, 0.1, 0.95, 1].map(tenthOf)).toEqual([0, 0, 1, 9, 9]);
});
