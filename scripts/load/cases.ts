import { join } from 'node:path';
import { answerInput } from '../../src/core/answer-input.ts';
import type { Artifact, Example, Field } from '../../src/core/artifact.ts';
import { cellCount, isDiscrete } from '../../src/core/cell.ts';
import { cellValue } from '../../src/core/decode.ts';
import { compileEncoder } from '../../src/core/encode.ts';
import { compileScorer } from '../../src/core/score.ts';
import { readGoldenInputs } from '../training/artifact/golden.ts';
import { badCases } from './bad-cases.ts';
import { type Case, goodCase } from './case.ts';

/** A set of cases: single rows, batches, and requests that are invalid on purpose. */
export interface Cases {
  single: Case[];
  batch: Case[];
  bad: Case[];
}

/** A served model: the variants that may answer, and rows that callers may send. */
export interface ServedModel {
  model: string;
  artifacts: readonly Artifact[];
  inputs: readonly Example['input'][];
}

const SINGLE = 2000;
const BATCHES = 100;
const BATCH_ROWS = 100;
/** Share of the rows that are golden rows; in the other rows every field is drawn independently. */
const GOLDEN = 0.5;
const CARELESS = 0.1;

/** The golden rows of a model, which training made up. */
export function goldenInputs(model: string): Example['input'][] {
  return readGoldenInputs(join('models', model, 'examples.json'));
}

/**
 * Draws the cases of a load test, with the models in turn; the core computes the expected answers.
 * @param random numbers in [0, 1)
 * @param careless share of the categories that are written in lower case, as careless callers do
 */
export function drawCases(models: readonly ServedModel[], random: () => number, { careless = CARELESS } = {}): Cases {
  const answers = models.map((served) => ({ served, answer: answerOf(served.artifacts) }));
  const draw = (count: number, make: (served: ServedModel, answer: Answer) => Case) =>
    Array.from({ length: count }, (_, k) => {
      const { served, answer } = answers[k % answers.length]!;
      return make(served, answer);
    });
  return {
    single: draw(SINGLE, (served, answer) => {
      const row = drawRow(served, random, careless);
      return { ...goodCase(served.model, row), expected: answer([row]) };
    }),
    batch: draw(BATCHES, (served, answer) => {
      const instances = Array.from({ length: BATCH_ROWS }, () => drawRow(served, random, careless));
      return { ...goodCase(served.model, { instances }), expected: answer(instances) };
    }),
    bad: models.flatMap((served) => badCases(served.model, served.artifacts[0]!.fields, served.inputs[0]!)),
  };
}

type Answer = (rows: readonly object[]) => Record<string, number[]>;

function answerOf(artifacts: readonly Artifact[]): Answer {
  const scorers = artifacts.map((artifact) => ({
    variant: artifact.variant,
    encoder: compileEncoder(artifact.fields),
    scorer: compileScorer(artifact),
  }));
  return (rows) =>
    Object.fromEntries(
      scorers.map(({ variant, encoder, scorer }) => [
        variant,
        rows.map((row) => answerInput(encoder, scorer, row).probability),
      ]),
    );
}

function drawRow({ artifacts, inputs }: ServedModel, random: () => number, share: number): Example['input'] {
  const { fields } = artifacts[0]!;
  const golden = inputs[Math.floor(random() * inputs.length)]!;
  const keep = random() < GOLDEN;
  const entries = fields.map((field): [string, Value] => {
    const value = keep ? golden[field.name]! : drawValue(field, golden[field.name]!, random);
    const careless = field.type === 'category' && field.match === 'folded' && random() < share;
    return [field.name, careless && typeof value === 'string' ? value.toLowerCase() : value];
  });
  return Object.fromEntries(entries);
}

type Value = Example['input'][string];

function drawValue(field: Field, golden: Value, random: () => number): Value {
  return isDiscrete(field) ? cellValue(field, Math.floor(random() * cellCount(field))) : golden;
}
