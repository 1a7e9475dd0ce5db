import { expect, test } from 'vitest';
import type { Field } from '../../../../src/core/artifact.ts';
import { compileGroups, groupingTitle } from '../../../../src/core/groups.ts';

const age: Field = { name: 'age', type: 'number', description: '', edges: [1, 2, 3, 4, 5, 6] };
const hour: Field = { name: 'hour', type: 'integer', description: '', minimum: 5, maximum: 11 };

test('bins merge neighbouring cells into at most as many groups of about equal size', () => {
  expect(compileGroups(age, { bins: 3 })).toEqual({ size: 3, groups: Uint32Array.of(0, 0, 0, 1, 1, 2, 2) });
  expect(compileGroups(hour, { bins: 2 })).toEqual({ size: 2, groups: Uint32Array.of(0, 0, 0, 0, 1, 1, 1) });
  for (const bins of [7, 8, 64]) expect(compileGroups(age, { bins })).toEqual(compileGroups(age, {}));
});

test('starts say where groups begin, width how many integers are in one', () => {
  expect(compileGroups(age, { starts: [1, 5] })).toEqual({ size: 3, groups: Uint32Array.of(0, 1, 1, 1, 1, 2, 2) });
  expect(compileGroups(hour, { width: 3 })).toEqual({ size: 3, groups: Uint32Array.of(0, 0, 0, 1, 1, 1, 2) });
});

test('a missing value is a group of its own, the last', () => {
  const own = { missing: 'own' } as const;
  expect(compileGroups({ ...age, ...own }, { bins: 2 }).groups).toEqual(Uint32Array.of(0, 0, 0, 0, 1, 1, 1, 2));
  expect(compileGroups({ ...hour, ...own }, { width: 4 })).toEqual({
    size: 3,
    groups: Uint32Array.of(0, 0, 0, 0, 1, 1, 1, 2),
  });
  expect(compileGroups({ ...age, edges: [], ...own }, {})).toEqual({ size: 2, groups: Uint32Array.of(0, 1) });
});

test('a grouping that does not fit the field is refused by name', () => {
  expect(() => compileGroups({ ...age, edges: undefined }, {})).toThrow('age has no bins');
  expect(() => compileGroups(age, { bins: 2, starts: [1] })).toThrow('age is grouped twice: expected one of');
  for (const starts of [[0, 2], [7], [2, 2], [3, 1]]) {
    expect(() => compileGroups(age, { starts })).toThrow(
      /start \d of age is \d: expected increasing numbers from 1 to 6/,
    );
  }
});

test('groupingTitle() names what is merged', () => {
  expect([{}, { width: 3 }, { bins: 4 }, { starts: [2, 5] }].map(groupingTitle)).toEqual([
    '',
    '/3',
    ' in 4 bins',
    ' in 3 bins',
  ]);
});
