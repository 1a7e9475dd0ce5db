import { expect, test } from 'vitest';
import { targetOfTwo, targetOfValue } from '../../../../scripts/new-model/target-of-value.ts';
import { column } from './columns.ts';

test('targetOfValue() sets one value against all others', () => {
  expect(targetOfValue(column('text'), 'high', ['low', 'middle', 'high'])).toEqual({
    condition: `"y" = 'high'`,
    positive: 'high',
    reason: 'against all other values',
    classes: ['not high', 'high'],
  });
});

test('targetOfValue() names the other value if there are two', () => {
  const target = targetOfValue(column('text'), 'ill', ['well', 'ill']);
  expect(target).toMatchObject({ reason: 'against well', classes: ['well', 'ill'] });
});

test('targetOfValue() understands yes and no for a boolean column', () => {
  const target = targetOfValue(column('boolean'), 'No', ['true', 'false']);
  expect(target).toMatchObject({ condition: `"y" = 'false'`, classes: ['y', 'not y'] });
});

test('targetOfValue() compares numbers as numbers', () => {
  expect(targetOfValue(column('integer'), '1.0', ['0', '1']).condition).toBe('"y" = 1');
  expect(targetOfValue(column('integer'), 'one', ['0', '1']).condition).toBe(`"y"::VARCHAR = 'one'`);
});

test.each([
  ['>= 15', 'y < 15'],
  ['<= 15', 'y > 15'],
  ['>15', 'y <= 15'],
  ['< -1.5e3', 'y >= -1.5e3'],
])('targetOfValue() takes the comparison %s for numbers', (text, negative) => {
  const { classes } = targetOfValue(column('number'), text, []);
  expect(classes).toEqual([negative, `y ${text.replace('>15', '> 15')}`]);
});

test('targetOfValue() takes a comparison for texts as a text', () => {
  expect(targetOfValue(column('text'), '>= 15', ['>= 15', '< 15']).condition).toBe(`"y" = '>= 15'`);
});

test('targetOfTwo() escapes quotes in a value', () => {
  expect(targetOfTwo(column('text'), ['it is', "it's not"]).condition).toBe(`"y" = 'it''s not'`);
});
