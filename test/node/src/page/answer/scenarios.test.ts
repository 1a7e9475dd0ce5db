import { expect, test } from 'vitest';
import type { Field } from '../../../../../src/core/artifact.ts';
import { isAboutTime, scenarios } from '../../../../../src/page/answer/scenarios.ts';
import { findCalendar } from '../../../../../src/page/words/calendar.ts';
import { category, integer, WEEKDAYS } from '../fields.ts';

test('scenarios() has the hours of the week that starts on the date, without dates that the model does not accept', () => {
  const fields = [integer('d', 1, 31), integer('m', 1, 7), integer('h', 0, 23), category('w', WEEKDAYS)];
  const found = scenarios(fields, findCalendar(fields), '2027-07-29')!;
  expect(found.column.name).toBe('h');
  expect(found.columns).toHaveLength(24);
  expect(found.rows.map(({ date }) => date)).toEqual(['2027-07-29', '2027-07-30', '2027-07-31']);
  expect(found.rows[0]!.values).toEqual({ d: 29, m: 7, w: 'Jueves' });
});

test('scenarios() crosses two small fields if there is no calendar, and is undefined without two such fields', () => {
  const number: Field = { name: 'x', type: 'number', description: '' };
  const found = scenarios([number, category('a', ['p', 'q']), integer('b', 2, 4)])!;
  expect(found.columns.map(({ values }) => values)).toEqual([{ a: 'p' }, { a: 'q' }]);
  expect(found.rows.map(({ values }) => values)).toEqual([{ b: 2 }, { b: 3 }, { b: 4 }]);
  expect(scenarios([number, category('a', ['p', 'q'])])).toBeUndefined();
});

test('isAboutTime() tells days and hours from other values', () => {
  const dated = [integer('d', 1, 31), integer('m', 1, 12), integer('h', 0, 23), category('w', WEEKDAYS)];
  const about = (fields: Field[], date?: string) => isAboutTime(scenarios(fields, findCalendar(fields), date)!);
  expect(about(dated, '2027-07-29')).toBe(true);
  expect(about([integer('hour', 0, 23), category('a', ['p', 'q'])])).toBe(true);
  expect(about([category('a', ['p', 'q']), integer('b', 2, 4)])).toBe(false);
});
