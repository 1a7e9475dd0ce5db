import { expect, test } from 'vitest';
import { innerSplit, subsample } from '../../../../../scripts/training/rows/inner-split.ts';
import { everyRow, TEST, type TrainingRows } from '../../../../../scripts/training/rows/rows.ts';
import { simulate } from '../simulation.ts';

test('innerSplit() parts the selected rows, and no others, into training and validation', () => {
  const { rows } = simulate(1, 300, [0.8, 0.5, 0]);
  const some: TrainingRows = {
    ...rows,
    timeSplit: Uint8Array.from({ length: 300 }, (_, r) => 1 + Math.floor(r / 100)),
  };
  const selected = everyRow(some).filter((r) => some.timeSplit[r] !== TEST);
  const time = innerSplit(some, selected, 'time');
  expect([time.train.length, time.validation.length]).toEqual([100, 100]);
  const random = innerSplit(some, selected, 'random');
  expect([...random.train, ...random.validation].sort((a, b) => a - b)).toEqual([...selected]);
  expect(() => innerSplit(some, selected.slice(0, 50), 'time')).toThrow(/leaves 50 groups to train and 0 to validate/);
});

test('subsample(positions, most) keeps at most so many, evenly spaced; all of them when there are no more', () => {
  const positions = Uint32Array.of(2, 3, 5, 7, 11, 13, 17);
  expect(subsample(positions, 7)).toEqual(positions);
  expect(subsample(positions, 4)).toEqual(Uint32Array.of(2, 5, 11, 17));
  expect(subsample(positions, 3)).toEqual(Uint32Array.of(2, 7, 17));
});
