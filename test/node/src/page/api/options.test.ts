import { expect, test } from 'vitest';
import { INTERVAL_LEVEL, optionsOf } from '../../../../../src/page/api/options.ts';

test('optionsOf(model, variant) asks for an interval if every variant that may answer supports it', () => {
  const variants = [
    { variant: 'sure', interval: true },
    { variant: 'unsure', interval: false },
  ];
  const routed = (...serves: string[]) => optionsOf({ variants, serves: serves.map((variant) => ({ variant })) }, '');
  const withInterval = `?explain&interval=${INTERVAL_LEVEL}`;
  expect([routed('sure'), routed('sure', 'unsure'), routed('unsure')]).toEqual([withInterval, '?explain', '?explain']);
  expect(optionsOf({ variants, serves: [{ variant: 'sure' }] }, 'unsure')).toBe('?explain');
  expect(optionsOf({ variants, serves: [{ variant: 'unsure' }] }, 'sure')).toBe(withInterval);
});
