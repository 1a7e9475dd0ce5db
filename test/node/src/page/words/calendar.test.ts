import { expect, test } from 'vitest';
import { addDays, dateValues, findCalendar, nextDate } from '../../../../../src/page/words/calendar.ts';
import { category, integer, WEEKDAYS } from '../fields.ts';

const FLIGHT = [integer('d', 1, 31), integer('m', 1, 12), integer('h', 0, 23), category('w', WEEKDAYS)];

test('findCalendar(fields) finds month, day and weekday by their values, whatever their names', () => {
  expect(findCalendar(FLIGHT)).toMatchObject({ month: 'm', day: 'd', weekday: { name: 'w' } });
});

test('findCalendar(fields) finds none if a part is missing or ambiguous', () => {
  expect(findCalendar(FLIGHT.slice(0, 3))).toBeUndefined();
  expect(findCalendar([...FLIGHT, integer('gate', 1, 9)])).toBeUndefined();
});

test('dateValues(calendar, date) gives day, month and weekday of the date, leap days too', () => {
  const calendar = findCalendar(FLIGHT)!;
  expect(dateValues(calendar, '2028-02-29')).toEqual({ d: 29, m: 2, w: 'Martes' });
  expect(dateValues(calendar, '')).toEqual({});
});

test('addDays(date, days) crosses months and years', () => {
  expect(addDays('2027-12-30', 3)).toBe('2028-01-02');
});

test('nextDate(calendar, fields, date) is the first date that the model accepts', () => {
  const fields = [integer('d', 1, 31), integer('m', 1, 7), category('w', WEEKDAYS)];
  expect(nextDate(findCalendar(fields)!, fields, '2027-07-31')).toBe('2027-07-31');
  expect(nextDate(findCalendar(fields)!, fields, '2027-08-01')).toBe('2028-01-01');
});
