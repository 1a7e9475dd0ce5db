import { existsSync } from 'node:fs';
import { expect, test } from 'vitest';
import { trainModel } from '../../../../scripts/training/train-model.ts';
import { trainWithEngine } from '../../../../scripts/warehouse/train-with-engine.ts';
import { answerInput } from '../../../../src/core/answer-input.ts';
import type { Artifact } from '../../../../src/core/artifact.ts';
import { compileEncoder } from '../../../../src/core/encode.ts';
import { compileScorer } from '../../../../src/core/score.ts';
import { enterSmallWarehouse } from './small-cells.ts';

const OPTIONS = { engine: 'duckdb', state: 'state', minCount: 10 } as const;

/** The largest difference between the answers of two artifacts to the examples of the first. */
function difference(one: Artifact, other: Artifact, inputs: Artifact['examples'][number]['input'][]): number {
  const [first, second] = [one, other].map((artifact) => {
    const [encoder, scorer] = [compileEncoder(artifact.fields), compileScorer(artifact)];
    return inputs.map((input) => answerInput(encoder, scorer, input).probability);
  });
  return Math.max(...first!.map((probability, k) => Math.abs(probability - second![k]!)));
}

test('training in DuckDB gives the fields and, to 1e-9, the probabilities of training in memory', async () => {
  await enterSmallWarehouse();
  const memory = await trainModel('small', ['plain'], { minCount: 10 });
  const engine = await trainWithEngine('small', ['plain'], OPTIONS);
  const [expected, found] = [memory.artifacts[0]!.artifact, engine.artifacts[0]!.artifact];
  expect(found.fields).toEqual(expected.fields);
  expect(difference(expected, found, memory.inputs)).toBeLessThan(1e-9);
  expect(found.training).toMatchObject({ rows: 600, gradient: expect.closeTo(0, 10) });
  for (const [k, { split, rows, logLoss, brier, curve }] of expected.evaluation.entries()) {
    expect(found.evaluation[k]).toMatchObject({ split, rows });
    expect(found.evaluation[k]!.logLoss).toBeCloseTo(logLoss!, 6);
    expect(found.evaluation[k]!.brier).toBeCloseTo(brier!, 6);
    expect(found.evaluation[k]!.curve).toEqual(curve);
  }
  expect(found.frequencies!.fields).toEqual(expected.frequencies!.fields);
  for (const { remove } of engine.folders) remove();
  expect(existsSync('state/small/plain')).toBe(false);
});
