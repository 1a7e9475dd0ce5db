import { expect, test } from 'vitest';
import type { VariantDefinition } from '../../../../scripts/models/definition.ts';
import { runEachOnce } from '../../../../scripts/training/each-once.ts';
import type { FitJob } from '../../../../scripts/training/fit-job.ts';
import { TEST, TRAIN, type TrainingRows, VALIDATION } from '../../../../scripts/training/rows/rows.ts';
import { timeSplitOf } from '../../../../scripts/training/rows/splits.ts';

const HOUR = { type: 'one-hot', field: 'hour' } as const;

function job(validation: VariantDefinition['validation'], second: number): FitJob {
  const parts = Array.from({ length: 40 }, (_, r) => (r < 20 ? TRAIN : r < 30 ? second : TEST));
  const rows: TrainingRows = {
    fields: [{ name: 'hour', type: 'integer', description: '', minimum: 0, maximum: 9 }],
    observations: 40,
    cells: new Map([['hour', Uint16Array.from(parts, (_, r) => r % 10)]]),
    weight: new Float64Array(40).fill(1),
    positives: Float64Array.from(parts, (_, r) => (r % 3 === 0 ? 1 : 0)),
    randomSplit: new Uint8Array(40).fill(TRAIN),
    timeSplit: Uint8Array.from(parts),
  };
  const variant: VariantDefinition = {
    description: '',
    penalty: 1,
    shrinkage: 'fixed',
    validation,
    budget: 1000,
    features: [HOUR],
  };
  return { model: 'test', name: 'hourly', variant, rows, seed: 1, split: timeSplitOf(rows), details: 'logits' };
}

test.each([
  ['random', 1],
  ['time', 2],
] as const)(
  'fits that differ in their validation rows only are the same with validation %s: %i run',
  async (validation, runs) => {
    const jobs = [job(validation, TRAIN), job(validation, VALIDATION)];
    const done: [number, number][] = [];
    const results = await runEachOnce(jobs, (_, count, total) => done.push([count, total]));
    expect(done).toEqual(Array.from({ length: runs }, (_, k) => [k + 1, runs]));
    expect(results[1]).toEqual(results[0]);
  },
);
