import { expect, test } from 'vitest';
import { thresholdFigures } from '../../../../../src/page/answer/threshold-figures.ts';
import { CURVE } from './curve.ts';

test('thresholdFigures(curve, threshold) gives precision, recall and the share flagged', () => {
  expect(thresholdFigures(CURVE, 0.5)).toEqual({ precision: 4 / 6, recall: 0.8, flagged: 0.6 });
  expect(thresholdFigures(CURVE, 0.9)).toEqual({ precision: undefined, recall: 0, flagged: 0 });
});
