import { expect, test } from 'vitest';
import type { Field } from '../../../../src/core/artifact.ts';
import { readAddress, writeAddress } from '../../../../src/page/address.ts';
import { atThreshold, reliability } from '../../../../src/page/answer/reliability.ts';
import { scenarios } from '../../../../src/page/answer/scenarios.ts';
import { curlCommand } from '../../../../src/page/api/curl.ts';
import { LEVEL, optionsOf } from '../../../../src/page/api/options.ts';
import { addDays, dateValues, findCalendar, nextDate } from '../../../../src/page/words/calendar.ts';
import { weekdayCategories } from '../../../../src/page/words/weekday.ts';

const integer = (name: string, minimum: number, maximum: number): Field => {
  return { name, type: 'integer', description: '', minimum, maximum };
};
const category = (name: string, vocabulary: string[]): Field => {
  return { name, type: 'category', description: '', vocabulary, unknown: 'reject', match: 'folded' };
};
const DAYS = ['Domingo', 'Jueves', 'Lunes', 'Martes', 'Miercoles', 'Sabado', 'Viernes'];
const FLIGHT = [integer('d', 1, 31), integer('m', 1, 12), integer('h', 0, 23), category('w', DAYS)];

test('weekdayCategories(vocabulary) finds Sunday to Saturday in any of its languages, in full or short', () => {
  expect(weekdayCategories(DAYS)).toEqual(['Domingo', 'Lunes', 'Martes', 'Miercoles', 'Jueves', 'Viernes', 'Sabado']);
  const short = ['MON', 'TUE', 'WED', 'THU', 'FRI', 'SAT', 'SUN'];
  expect(weekdayCategories(short)).toEqual(['SUN', 'MON', 'TUE', 'WED', 'THU', 'FRI', 'SAT']);
});

test('weekdayCategories(vocabulary) takes nothing else for weekdays', () => {
  expect(weekdayCategories(DAYS.slice(1))).toBeUndefined();
  expect(weekdayCategories([...DAYS.slice(1), 'Feriado'])).toBeUndefined();
});

test('findCalendar(fields) finds month, day and weekday by what they can be, whatever their names', () => {
  expect(findCalendar(FLIGHT)).toMatchObject({ month: 'm', day: 'd', weekday: { name: 'w' } });
});

test('findCalendar(fields) finds none where a part is missing or could be two fields', () => {
  expect(findCalendar(FLIGHT.slice(0, 3))).toBeUndefined();
  expect(findCalendar([...FLIGHT, integer('gate', 1, 9)])).toBeUndefined();
});

test('dateValues(calendar, date) says day, month and weekday of the same day, leap days too', () => {
  const calendar = findCalendar(FLIGHT)!;
  expect(dateValues(calendar, '2028-02-29')).toEqual({ d: 29, m: 2, w: 'Martes' });
  expect(dateValues(calendar, '')).toEqual({});
});

test('addDays(date, days) crosses months and years', () => {
  expect(addDays('2027-12-30', 3)).toBe('2028-01-02');
});

test('nextDate(calendar, fields, date) is the first date on which a model has an opinion', () => {
  const fields = [integer('d', 1, 31), integer('m', 1, 7), category('w', DAYS)];
  expect(nextDate(findCalendar(fields)!, fields, '2027-07-31')).toBe('2027-07-31');
  expect(nextDate(findCalendar(fields)!, fields, '2027-08-01')).toBe('2028-01-01');
});

test('scenarios() runs hours across the week of the date, and leaves out dates that the model does not take', () => {
  const fields = [integer('d', 1, 31), integer('m', 1, 7), integer('h', 0, 23), category('w', DAYS)];
  const found = scenarios(fields, findCalendar(fields), '2027-07-29')!;
  expect(found.column.name).toBe('h');
  expect(found.columns).toHaveLength(24);
  expect(found.rows.map(({ date }) => date)).toEqual(['2027-07-29', '2027-07-30', '2027-07-31']);
  expect(found.rows[0]!.values).toEqual({ d: 29, m: 7, w: 'Jueves' });
});

test('scenarios() crosses two small fields where there is no calendar, and is undefined where there are not two', () => {
  const number: Field = { name: 'x', type: 'number', description: '' };
  const found = scenarios([number, category('a', ['p', 'q']), integer('b', 2, 4)])!;
  expect(found.columns.map(({ values }) => values)).toEqual([{ a: 'p' }, { a: 'q' }]);
  expect(found.rows.map(({ values }) => values)).toEqual([{ b: 2 }, { b: 3 }, { b: 4 }]);
  expect(scenarios([number, category('a', ['p', 'q'])])).toBeUndefined();
});

/** 10 rows: at 0.005 one of four positive, at 0.5 all of six positive but two. */
const CURVE = Array.from({ length: 100 }, (_, k): [number, number, number] => {
  if (k === 0) return [0, 5, 5];
  return k <= 50 ? [k / 100, 4, 2] : [k / 100, 0, 0];
});

test('atThreshold(curve, threshold) gives precision, recall and the share flagged', () => {
  expect(atThreshold(CURVE, 0.5)).toEqual({ precision: 4 / 6, recall: 0.8, flagged: 0.6 });
  expect(atThreshold(CURVE, 0.9)).toEqual({ precision: undefined, recall: 0, flagged: 0 });
});

test('reliability(curve) compares what was said with what happened, range by range, and loses no row', () => {
  const bins = reliability(CURVE, 2);
  expect(bins.map(({ rows, observed }) => [rows, observed])).toEqual([[10, 0.5]]);
  const finer = reliability(CURVE, 10);
  expect(finer.map(({ rows }) => rows)).toEqual([4, 6]);
  expect(finer[0]).toMatchObject({ from: 0, to: 0.01, observed: 0.25 });
  expect(finer[1]!.observed).toBeCloseTo(4 / 6, 12);
  expect(finer[1]!.predicted).toBeCloseTo(0.505, 12);
});

test('curlCommand(url, row) survives a quote in a value', () => {
  expect(curlCommand('https://x.test/inference/a?explain', { city: "L'Aquila" })).toContain(
    `-d '{"city":"L'\\''Aquila"}'`,
  );
});

test('optionsOf(model, variant) asks for an interval where every variant that may answer has one', () => {
  const variants = [
    { variant: 'sure', interval: true },
    { variant: 'unsure', interval: false },
  ];
  const routed = (...serves: string[]) => optionsOf({ variants, serves: serves.map((variant) => ({ variant })) }, '');
  const asking = `?explain&interval=${LEVEL}`;
  expect([routed('sure'), routed('sure', 'unsure'), routed('unsure')]).toEqual([asking, '?explain', '?explain']);
  expect(optionsOf({ variants, serves: [{ variant: 'sure' }] }, 'unsure')).toBe('?explain');
  expect(optionsOf({ variants, serves: [{ variant: 'unsure' }] }, 'sure')).toBe(asking);
});

test('writeAddress(address) is read back by readAddress(query), and holds no key', () => {
  const address = { model: 'delay', variant: 'one-hot', date: '2027-02-05', row: { 'HORA-I': '5', OPERA: 'A&B = é' } };
  expect(readAddress(writeAddress(address))).toEqual(address);
});
