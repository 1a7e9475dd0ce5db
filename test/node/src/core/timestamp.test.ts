import { expect, test } from 'vitest';
import { PART_NAMES, PARTS, partOf } from '../../../../src/core/parts.ts';
import { compileLocalHour, hourText } from '../../../../src/core/timestamp.ts';
import { compileZone } from '../../../../src/core/zone.ts';

const HOUR = 3600;
const DAY = 24 * HOUR;

test('compileZone() agrees with Intl over every half hour around each change of offset', () => {
  const wrong: string[] = [];
  for (const timeZone of ['America/Santiago', 'Australia/Lord_Howe', 'Asia/Kolkata', 'Africa/Casablanca', 'UTC']) {
    const offsetAt = compileZone(timeZone);
    const format = new Intl.DateTimeFormat('en-US', { timeZone, timeZoneName: 'longOffset' });
    const expected = (instant: number) => {
      const { value } = format.formatToParts(instant * 1000).find(({ type }) => type === 'timeZoneName')!;
      const [, sign, hours = '0', minutes = '0'] = /GMT([+-]?)(\d*):?(\d*)/.exec(value)!;
      return (sign === '-' ? -1 : 1) * (Number(hours) * HOUR + Number(minutes) * 60);
    };
    const begin = Date.UTC(2024, 0, 1) / 1000;
    for (let day = begin; day < begin + 3 * 366 * DAY; day += DAY) {
      const isChange = expected(day) !== expected(day + DAY);
      const steps = isChange ? 48 : 1;
      for (let k = 0; k < steps; k++) {
        const instant = day + k * (HOUR / 2);
        if (offsetAt(instant) !== expected(instant)) wrong.push(`${timeZone} at ${instant}: ${offsetAt(instant)}`);
      }
    }
  }
  expect(wrong).toEqual([]);
});

test('a zone that does not exist is refused', () => {
  expect(() => compileZone('America/Nowhere')).toThrow(RangeError);
});

test('partOf() agrees with the calendar of Date, for two centuries', () => {
  const wrong: string[] = [];
  for (let day = -25_567; day < 47_482; day++) {
    const date = new Date(day * DAY * 1000);
    const [month, dayOfMonth] = [date.getUTCMonth(), date.getUTCDate() - 1];
    const hourOfDay = (((day * 7) % 24) + 24) % 24;
    const found = PART_NAMES.map((part) => partOf(part, day * 24 + hourOfDay));
    const inLeapYear = (Date.UTC(2024, month, dayOfMonth + 1) - Date.UTC(2024, 0, 1)) / (DAY * 1000);
    const expected = [hourOfDay, (date.getUTCDay() + 6) % 7, dayOfMonth, month, inLeapYear];
    const isRight = PART_NAMES.every((part, k) => found[k] === expected[k] && found[k]! < PARTS[part]);
    if (!isRight) wrong.push(`${date.toISOString()}: ${found}, not ${expected}`);
  }
  expect(wrong).toEqual([]);
});

test('compileLocalHour() reads RFC 3339 and the time of the clocks', () => {
  const localHour = compileLocalHour('America/Santiago');
  const read = (text: string) => hourText(localHour(text));
  expect(read('2027-02-05T18:59:59')).toBe('2027-02-05T18:00');
  expect(read('2027-02-05 18:00')).toBe('2027-02-05T18:00');
  expect(read('2027-02-05')).toBe('2027-02-05T00:00');
  expect(read('2027-02-05T21:30:00Z')).toBe('2027-02-05T18:00');
  expect(read('2027-07-05t21:30:00.123456z')).toBe('2027-07-05T17:00');
  expect(read('2027-02-05T03:00+05:30')).toBe('2027-02-04T18:00');
  expect(read('2027-02-05T03:00:00-03:00')).toBe('2027-02-05T03:00');
  expect(read('1969-12-31T23:00')).toBe('1969-12-31T23:00');
  expect(read('2024-02-29T00:00')).toBe('2024-02-29T00:00');
});

test.each([
  '2027-02-29',
  '2027-04-31T10:00',
  '1900-02-29',
  '2027-2-5',
  '1899-12-31',
  '2100-01-01',
  '2027-02-05T24:00',
  '2027-02-05T18',
  '2027-02-05T18:00:00+5',
  '2027-02-05T18:00+05:60',
  ' 2027-02-05',
  '2027-02-05Z',
  `2027-02-05T18:00:00.${'0'.repeat(60)}Z`,
  '',
])('%j is not a timestamp', (text) => {
  expect(compileLocalHour('UTC')(text)).toBeNaN();
});
