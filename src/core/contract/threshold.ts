import type { Artifact, Evaluation } from '../artifact.ts';
import { answeredEvaluation, type Evaluated } from './answered-evaluation.ts';

/** How good decisions at a threshold were on held-out rows. */
export interface Measured {
  split: Evaluation['split'];
  /** Where this was measured: the hundredth at or below the threshold, shifted if the model was recalibrated. */
  at: number;
  /** Share of the rows decided as positive that were positive; null if none was. */
  precision: number | null;
  /** Share of the positive rows that were decided as positive. */
  recall: number;
}

/** The probability from which on a row is decided as positive, and how good such decisions were. */
export interface Threshold {
  value: number;
  name?: string | undefined;
  measured: Measured[];
}

/** The threshold that a text states, as a number or by a name of the model; undefined if it is neither. */
export function findThreshold(artifact: Pick<Artifact, 'thresholds'> & Evaluated, text: string): Threshold | undefined {
  const { thresholds } = artifact;
  const isName = Object.hasOwn(thresholds, text);
  const value = isName ? thresholds[text]! : /^(\d*\.)?\d+(e-\d+)?$/i.test(text) ? Number(text) : Number.NaN;
  if (!(value > 0 && value < 1)) return undefined;
  const measured = answeredEvaluation(artifact).flatMap((one) => measuredAt(one, value));
  return { value, name: isName ? text : undefined, measured };
}

function measuredAt({ split, curve }: Evaluation, threshold: number): Measured[] {
  const all = curve[0];
  const point = curve.findLast(([at]) => at <= threshold);
  if (all === undefined || point === undefined) return [];
  const [at, truePositives, falsePositives] = point;
  const decided = truePositives + falsePositives;
  return [{ split, at, precision: decided > 0 ? truePositives / decided : null, recall: truePositives / all[1] }];
}

/** The class that is decided for a probability of the positive class: 1 from the threshold on, else 0. */
export function decide(probability: number, { value }: Threshold): 0 | 1 {
  return probability >= value ? 1 : 0;
}
