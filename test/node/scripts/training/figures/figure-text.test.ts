import { expect, test } from 'vitest';
import { figureText } from '../../../../../scripts/training/figures/figure-text.ts';

test('figureText(value) first rounds to the six decimals of artifacts', () => {
  expect(figureText(0.07444996)).toBe('0.0745');
  expect(figureText(0.0744494)).toBe('0.0744');
  expect(figureText(0.1234567, 3)).toBe('0.123');
});
