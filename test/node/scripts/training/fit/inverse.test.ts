import { expect, test } from 'vitest';
import { curvatureAt } from '../../../../../scripts/training/fit/curvature.ts';
import { inverseTraces } from '../../../../../scripts/training/fit/inverse.ts';
import { blockModel, CROSS, inverseOf, MAIN } from '../block-model.ts';

test('inverseTraces(hessian) is exact for a small model', () => {
  const { objective, start } = blockModel(MAIN, [2, 4]);
  const hessian = curvatureAt(objective, start);
  const inverse = inverseOf(hessian);
  const traces = inverseTraces(hessian, 2, 1);
  for (const { penalty, offset, size } of hessian.matrix.blocks) {
    const trace = Array.from({ length: size }, (_, k) => inverse[offset + k]![offset + k]!);
    expect(traces[penalty]).toBeCloseTo(
      trace.reduce((sum, value) => sum + value, 0),
      10,
    );
  }
});

test('inverseTraces(hessian) is right within the error of its probes for a large model', () => {
  const { objective, start } = blockModel([...MAIN, CROSS], [2, 4, 8]);
  const hessian = curvatureAt(objective, start);
  expect(hessian.matrix.length).toBeGreaterThan(300);
  const inverse = inverseOf(hessian);
  const probes = 200;
  const traces = inverseTraces(hessian, 3, probes);
  const blocks = hessian.matrix.blocks.map(({ offset, size }) => Array.from({ length: size }, (_, k) => offset + k));
  for (const [penalty, own] of blocks.entries()) {
    const trace = own.reduce((sum, j) => sum + inverse[j]![j]!, 0);
    const squares = (others: number[], weight: number) =>
      own.flatMap((i) => others.map((j) => (i === j ? 0 : weight * inverse[i]![j]! ** 2))).reduce((a, b) => a + b, 0);
    const variance = blocks.reduce((sum, others) => sum + squares(others, others === own ? 2 : 1), 0) / probes;
    expect(Math.abs(traces[penalty]! - trace)).toBeLessThan(4 * Math.sqrt(variance) + 0.01 * trace);
  }
});
