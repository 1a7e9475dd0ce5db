import { expect, test } from 'vitest';
import { renderSeeds } from '../../../../scripts/study/over-seeds.ts';

test('renderSeeds() has a line per seed and one for the mean, and differences with their sign', () => {
  const figures = (['auc', 'logLoss', 'brier'] as const).map((figure) => {
    return {
      figure,
      first: 0.5,
      second: 0.49,
      difference: -0.01,
      interval: [-0.02, 0.001] as [number, number],
      p: 0.07,
    };
  });
  const cluster = { by: 'day', count: 30 };
  const compared = [
    { seed: 7, figures, independent: figures, cluster },
    { figures, independent: figures, cluster },
  ];
  const [heading, , one, mean, ...notes] = renderSeeds(compared, ['a', 'b']).split('\n');
  expect(heading).toMatch(/^random third +a +b +AUC +log loss +Brier$/);
  expect(one).toContain('seed 7        0.5000 / 0.5000 / 0.5000  0.4900 / 0.4900 / 0.4900  −0.0100 [−0.0200, +0.0010]');
  expect(mean).toMatch(/^mean /);
  expect(notes.slice(-2)).toEqual([
    'Clusters: by day, 30 of them; rows of one cluster may depend on each other.',
    "In the mean, b is: AUC no difference shown, log loss no difference shown, Brier no difference shown. Verdicts count 3 comparisons: a difference is shown where its interval excludes 0 and its probability is at most 0.05 after Holm's correction.",
  ]);
});
