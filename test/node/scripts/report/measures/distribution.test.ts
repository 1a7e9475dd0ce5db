import { expect, test } from 'vitest';
import { distribution } from '../../../../../scripts/report/measures/distribution.ts';
import { calibrated } from './calibrated.ts';

test('distribution(set) has bars that sum to 1 for each outcome', () => {
  for (const outcome of [0, 1]) {
    const bars = distribution(calibrated(1000, 4)).filter((bar) => bar.outcome === outcome);
    expect(bars.reduce((sum, { share }) => sum + share, 0)).toBeCloseTo(1, 12);
  }
});
