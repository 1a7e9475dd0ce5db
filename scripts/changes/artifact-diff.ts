import type { Artifact, Evaluation } from '../../src/core/artifact.ts';
import { compileEncoder, encodeRow } from '../../src/core/encode.ts';
import { compileScorer, logit } from '../../src/core/score.ts';
import { sigmoid } from '../../src/core/sigmoid.ts';

/** Answers that differ by less are the same. */
const SAME = 1e-12;

/** What changes for callers from one artifact to another. */
export interface ArtifactDiff {
  /** Golden rows that both score, and how many of their answers move. */
  rows: number;
  moved: number;
  /** The largest change of a probability. */
  largest: number;
  /** Golden rows that one of the two refuses. */
  refused: number;
  /** How many of the golden rows are decided otherwise, by named threshold. */
  flips: Readonly<Record<string, number>>;
  /** Categories and fields, as `field: category`. */
  gained: readonly string[];
  lost: readonly string[];
}

/** Compares two artifacts on the given golden rows, and their fields. */
export function diffArtifacts(before: Artifact, after: Artifact, inputs: readonly object[]): ArtifactDiff {
  const [first, second] = [probabilities(before, inputs), probabilities(after, inputs)];
  const both = inputs.flatMap((_, k) =>
    first[k] !== undefined && second[k] !== undefined ? [[first[k], second[k]]] : [],
  );
  const changes = both.map(([old, now]) => Math.abs(now! - old!));
  const thresholds = { ...before.thresholds, ...after.thresholds };
  const [oldValues, newValues] = [valuesOf(before), valuesOf(after)];
  return {
    rows: both.length,
    moved: changes.filter((change) => change > SAME).length,
    largest: Math.max(0, ...changes),
    refused: inputs.length - both.length,
    flips: Object.fromEntries(
      Object.entries(thresholds).map(([name, at]) => [
        name,
        both.filter(([old, now]) => old! >= at !== now! >= at).length,
      ]),
    ),
    gained: newValues.filter((value) => !oldValues.includes(value)),
    lost: oldValues.filter((value) => !newValues.includes(value)),
  };
}

/** The probability of each row; undefined for a row that the artifact refuses. */
function probabilities(artifact: Artifact, inputs: readonly object[]): (number | undefined)[] {
  const encoder = compileEncoder(artifact.fields);
  const scorer = compileScorer(artifact);
  const cells = new Float64Array(artifact.fields.length);
  return inputs.map((input) =>
    encodeRow(encoder, input, cells).errors.length > 0 ? undefined : sigmoid(logit(scorer, cells)),
  );
}

function valuesOf({ fields }: Artifact): string[] {
  return fields.flatMap((field) =>
    field.type === 'category' ? field.vocabulary.map((category) => `${field.name}: ${category}`) : [field.name],
  );
}

/** A figure of both artifacts on the same split, with their own intervals. */
export interface FigureChange {
  split: string;
  name: 'AUC' | 'log loss';
  before: Figure | undefined;
  after: Figure | undefined;
}

interface Figure {
  value: number;
  interval: readonly number[];
}

/** The held-out figures of both, by split. */
export function figureChanges(before: Artifact, after: Artifact): FigureChange[] {
  const splits = new Set([...before.evaluation, ...after.evaluation].map(({ split }) => split));
  return [...splits].flatMap((split): FigureChange[] => {
    const [old, now] = [before, after].map(({ evaluation }) => evaluation.find((one) => one.split === split));
    return [
      { split, name: 'AUC', before: figure(old, 'auc'), after: figure(now, 'auc') },
      { split, name: 'log loss', before: figure(old, 'logLoss'), after: figure(now, 'logLoss') },
    ];
  });
}

function figure(evaluation: Evaluation | undefined, name: 'auc' | 'logLoss'): Figure | undefined {
  const value = evaluation?.[name];
  const interval = evaluation?.[`${name}Interval`];
  return value === undefined || interval === undefined ? undefined : { value, interval };
}
