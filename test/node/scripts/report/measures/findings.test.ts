import { expect, test } from 'vitest';
import {
  bestRanking,
  extremes,
  meanAnswers,
  meanGap,
  meanGaps,
  recalibrated,
} from '../../../../../scripts/report/measures/findings.ts';
import type { Contender, Ranking } from '../../../../../scripts/study/contender.ts';
import { scored } from '../../../../../scripts/training/figures/metrics.ts';

/** One row of each outcome, answered with these log-odds. */
function ranking(split: string, name: string, [late, rest]: [number, number]): Ranking {
  const logits = Float64Array.of(late, rest);
  const contender: Contender = { name, kind: 'variant', logits };
  const held = { weight: Float64Array.of(1, 1), positives: Float64Array.of(1, 0) };
  return { split, contender, held, set: scored(logits, held.weight, held.positives) };
}

/** Log-odds of a probability. */
function z(probability: number): number {
  return Math.log(probability / (1 - probability));
}

const RIGHT: [number, number] = [1, -1];
const WRONG: [number, number] = [-1, 1];
const CLASSES = ['on time', 'late'] as const;

test('bestRanking() names the best contender on each split, and nobody if two are level', () => {
  const rankings = [
    ...[ranking('random', 'a', RIGHT), ranking('random', 'b', WRONG)],
    ...[ranking('time', 'a', WRONG), ranking('time', 'b', RIGHT)],
  ];
  expect(bestRanking(rankings, 'auc')).toBe(
    'a ranks best on the random split (AUC 1.000), b on the time split (1.000)',
  );
  expect(bestRanking([ranking('time', 'a', RIGHT), ranking('time', 'b', RIGHT)], 'auc')).toBeUndefined();
});

test('meanGaps() says by how many points answers are too low or too high, split by split', () => {
  const rankings = [
    ranking('random', 'a', [z(0.6), z(0.3)]),
    ranking('random', 'b', WRONG),
    ranking('time', 'a', [z(0.7), z(0.4)]),
  ];
  const right = ranking('later', 'a', [z(0.75), z(0.25)]);
  expect(meanGaps([...rankings, right], 'a')).toBe(
    'Mean answers of a: 5.0 points too low on the random split, 5.0 points too high on the time split, right to within a tenth of a point on the later split',
  );
});

test('meanAnswers() gives the mean answer to rows of either outcome, on the last split', () => {
  const rankings = [ranking('random', 'a', RIGHT), ranking('time', 'a', [z(0.6), z(0.3)])];
  expect(meanAnswers(rankings, 'a', CLASSES)).toBe(
    'On the time split, a answers 60.0 % to “late” rows and 30.0 % to “on time” rows on average',
  );
});

test('recalibrated() gives both gaps over all periods, weighted by rows', () => {
  const periods = [
    { rows: 30, shift: 0, observed: 0.3, plain: 0.2, shifted: 0.2 },
    { rows: 10, shift: 1, observed: 0.3, plain: 0.2, shifted: 0.4 },
  ];
  expect(meanGap(periods, 'shifted')).toBeCloseTo(0.05, 12);
  expect(recalibrated('a', periods)).toBe(
    'Recalibrated from the weeks before, answers of a are 5.0 points too low; as trained, 10.0 points too low',
  );
});

test('extremes() names the values with the highest and the lowest rate, unless rows are few or intervals overlap', () => {
  const cell = (value: string, rows: number, observed: number, reach: number) => {
    return { cell: 0, value, rows, observed, low: observed - reach, high: observed + reach };
  };
  const [fog, sun, rain] = [cell('fog', 90, 0.4, 0.05), cell('sun', 900, 0.1, 0.01), cell('rain', 90, 0.2, 0.05)];
  expect(extremes([fog, sun, rain], 'late')).toBe('“late” most often with fog (40.0 %), least often with sun (10.0 %)');
  expect(extremes([sun, cell('rain', 90, 0.12, 0.05)], 'late')).toBeUndefined();
  expect(extremes([fog, cell('snow', 3, 0.9, 0.1), sun], 'late')).toBeUndefined();
  expect(extremes([fog], 'late')).toBeUndefined();
});
