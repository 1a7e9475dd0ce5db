import { expect, test } from 'vitest';
import { weekdayCategories } from '../../../../../src/page/words/weekday.ts';
import { WEEKDAYS } from '../fields.ts';

test('weekdayCategories(vocabulary) finds Sunday to Saturday in any of its languages, in full or abbreviated', () => {
  const inOrder = ['Domingo', 'Lunes', 'Martes', 'Miercoles', 'Jueves', 'Viernes', 'Sabado'];
  expect(weekdayCategories(WEEKDAYS)).toEqual(inOrder);
  const short = ['MON', 'TUE', 'WED', 'THU', 'FRI', 'SAT', 'SUN'];
  expect(weekdayCategories(short)).toEqual(['SUN', 'MON', 'TUE', 'WED', 'THU', 'FRI', 'SAT']);
});

test('weekdayCategories(vocabulary) accepts nothing else as weekdays', () => {
  expect(weekdayCategories(WEEKDAYS.slice(1))).toBeUndefined();
  expect(weekdayCategories([...WEEKDAYS.slice(1), 'Feriado'])).toBeUndefined();
});
