import { expect, test } from 'vitest';
import { statedLimits } from '../../../../../src/core/contract/stated-limits.ts';

const limits = { bodyBytes: 1000, rows: 500 };

test.each([
  ['no tier', {}, { bodyBytes: 1000, rows: 500 }],
  ['one tier', { standard: { rows: 100, streamRows: 2000 } }, { bodyBytes: 1000, rows: 100, streamRows: 2000 }],
  ['the tier that allows most', { a: { rows: 100, streamRows: 20 }, b: { rows: 200 } }, { bodyBytes: 1000, rows: 200 }],
  ['a tier above LIMITS', { a: { rows: 9000, streamRows: 30 } }, { bodyBytes: 1000, rows: 500, streamRows: 30 }],
])('statedLimits() with %s', (_, tiers, expected) => {
  expect(statedLimits({ limits, tiers: new Map(Object.entries(tiers)) })).toEqual(expected);
});
