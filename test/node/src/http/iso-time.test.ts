import fc from 'fast-check';
import { expect, test } from 'vitest';
import { isoTime } from '../../../../src/http/iso-time.ts';

test('isoTime() writes any time from 1970 on as Date does', () => {
  fc.assert(
    fc.property(fc.nat({ max: 253_402_300_799_999 }), fc.nat({ max: 2000 }), (time, later) => {
      expect(isoTime(time)).toBe(new Date(time).toISOString());
      expect(isoTime(time + later)).toBe(new Date(time + later).toISOString());
    }),
  );
});
