import fc from 'fast-check';
import { expect, test } from 'vitest';
import { shorten } from '../../../../src/core/shorten.ts';

test('shorten() leaves at most 80 units, and only whole characters', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', maxLength: 120 }), fc.nat({ max: 90 }), (text, padding) => {
      const long = 'x'.repeat(padding) + text.toWellFormed();
      const short = shorten(long);
      expect(short.length).toBeLessThanOrEqual(80);
      expect(short.isWellFormed()).toBe(true);
      if (long.length <= 80) expect(short).toBe(long);
      else expect(long.startsWith(short.slice(0, -1)) && short.endsWith('…')).toBe(true);
    }),
  );
  expect(shorten(`${'x'.repeat(78)}😀😀`)).toBe(`${'x'.repeat(78)}…`);
});
