import { expect, test } from 'vitest';
import { renderSeeds } from '../../../../scripts/study/over-seeds.ts';

test('renderSeeds() has a line per seed and one for the mean, and differences with their sign', () => {
  const figures = (['auc', 'logLoss', 'brier'] as const).map((figure) => {
    return { figure, first: 0.5, second: 0.49, difference: -0.01, interval: [-0.02, 0.001] as [number, number] };
  });
  const [heading, , one, mean] = renderSeeds([{ seed: 7, figures }, { figures }], ['a', 'b']).split('\n');
  expect(heading).toMatch(/^random third +a +b +AUC +log loss +Brier$/);
  expect(one).toContain('seed 7        0.5000 / 0.5000 / 0.5000  0.4900 / 0.4900 / 0.4900  −0.0100 [−0.0200, +0.0010]');
  expect(mean).toMatch(/^mean /);
});
