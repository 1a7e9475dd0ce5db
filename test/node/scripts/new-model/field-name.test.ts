import { expect, test } from 'vitest';
import { fieldName } from '../../../../scripts/new-model/field-name.ts';

test('fieldName() keeps the name of the column if it can', () => {
  expect(fieldName('día de año 日本', new Set())).toBe('día de año 日本');
});

test.each(['target', 'Weight', 'split_key', 'split_time', 'cluster', '__proto__'])(
  'fieldName() changes the name %s',
  (name) => {
    expect(fieldName(name, new Set())).toBe(`${name}_value`);
  },
);

test('fieldName() numbers names that differ only in case', () => {
  const taken = new Set<string>();
  expect(['Size', 'size', 'SIZE'].map((name) => fieldName(name, taken))).toEqual(['Size', 'size_2', 'SIZE_3']);
});

test('fieldName() is never empty and at most 128 characters long', () => {
  const taken = new Set<string>();
  expect(fieldName('', taken)).toBe('column');
  const names = [fieldName('x'.repeat(500), taken), fieldName('x'.repeat(500), taken)];
  expect(new Set(names).size).toBe(2);
  expect(Math.max(...names.map((name) => name.length))).toBeLessThanOrEqual(128);
});
