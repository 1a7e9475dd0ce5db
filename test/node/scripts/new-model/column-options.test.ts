import { expect, test } from 'vitest';
import { checkColumnOptions } from '../../../../scripts/new-model/column-options.ts';

const COLUMNS = ['y', 'height', 'weight'];

test.each([
  [{ target: 'wieght' }, '--target: there is no column "wieght"; the columns are "weight", "height", "y"'],
  [{ target: 'y', keep: ['hight'] }, '--keep: there is no column "hight"; the columns are "height"'],
  [{ target: 'y', drop: ['hight'] }, '--drop: there is no column "hight"; the columns are "height"'],
  [{ target: 'y', keep: ['y'] }, '--target and --keep both name "y"'],
  [{ target: 'y', drop: ['y'] }, '--target and --drop both name "y"'],
  [{ target: 'y', keep: ['height'], drop: ['weight', 'height'] }, '--keep and --drop both name "height"'],
])('checkColumnOptions(%j) is an error', (options, message) => {
  expect(() => checkColumnOptions(options, COLUMNS)).toThrow(message);
});

test('checkColumnOptions() accepts different columns', () => {
  expect(() => checkColumnOptions({ target: 'y', keep: ['height'], drop: ['weight'] }, COLUMNS)).not.toThrow();
});
