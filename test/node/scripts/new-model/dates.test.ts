import { expect, test } from 'vitest';
import { dateParts } from '../../../../scripts/new-model/dates.ts';
import { column } from './columns.ts';

test('dateParts() are month, day and weekday, and the hour of a date with a time', () => {
  const names = (hasTime: boolean) => dateParts(column('date', 'seen'), hasTime).map(({ name }) => name);
  expect(names(false)).toEqual(['seen_month', 'seen_day', 'seen_weekday']);
  expect(names(true)).toEqual(['seen_month', 'seen_day', 'seen_weekday', 'seen_hour']);
});
