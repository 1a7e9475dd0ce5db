import { expect, test } from 'vitest';
import { parseDuration, parseExpiry } from '../../../../scripts/keys/expiry.ts';

const now = new Date('2026-03-01T12:00:00.000Z');

test.each([
  ['2027-01-01', '2027-01-01T00:00:00.000Z'],
  ['2028-02-29', '2028-02-29T00:00:00.000Z'],
  ['2027-01-01T12:30:00Z', '2027-01-01T12:30:00.000Z'],
  ['90d', '2026-05-30T12:00:00.000Z'],
  ['1d', '2026-03-02T12:00:00.000Z'],
  ['never', null],
])('parseExpiry(%j) is %s', (text, expiry) => {
  expect(parseExpiry(text, now)).toBe(expiry);
});

test.each(['', 'Never', '90', '-1d', '1.5d', '9999999d', '2027-02-29', '2027-13-01', '01/02/2027', '2027-01-01T12:00'])(
  'parseExpiry(%j) says what is expected',
  (text) => {
    expect(() => parseExpiry(text, now)).toThrow(`--expires is ${JSON.stringify(text)}: expected a date such as`);
  },
);

test.each(['0d', '2026-03-01', '1999-12-31'])('parseExpiry(%j) refuses a moment that is not in the future', (text) => {
  expect(() => parseExpiry(text, now)).toThrow(`--expires is ${JSON.stringify(text)}: expected a moment in the future`);
});

test.each([
  ['0m', 0],
  ['30m', 1_800_000],
  ['24h', 86_400_000],
  ['90d', 7_776_000_000],
])('parseDuration(%j) is %i milliseconds', (text, milliseconds) => {
  expect(parseDuration(text)).toBe(milliseconds);
});

test.each(['', '24', 'h', '-1h', '1.5h', '24H', '1w', ' 1h', '999999d'])('parseDuration(%j) is undefined', (text) => {
  expect(parseDuration(text)).toBeUndefined();
});
