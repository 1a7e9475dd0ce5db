import { expect, test } from 'vitest';
import { tailsOfT } from '../../../../scripts/maths/student.ts';
import fixture from '../../../oracle/intervals-fixture.json' with { type: 'json' };

test.each(fixture.tails)('tailsOfT($t, $freedom) is that of scipy', ({ t, freedom, p }) => {
  expect(Math.abs(tailsOfT(t, freedom) - p)).toBeLessThan(1e-8);
  expect(tailsOfT(-t, freedom)).toBe(tailsOfT(t, freedom));
});
