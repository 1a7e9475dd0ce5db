import { expect, test } from 'vitest';
import { parseDuration } from '../../../../scripts/duration.ts';

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
