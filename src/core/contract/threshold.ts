import type { Artifact, Evaluation } from '../artifact.ts';
import { answeredEvaluation, type Evaluated } from './answered-evaluation.ts';

/** How decisions at a threshold did on held-out rows. */
export interface Measured {
  split: Evaluation['split'];
  /**
   * The probability at or below the threshold where the figures were measured: a hundredth, or what recalibration has
   * made of one.
   */
  at: number;
  /** Share of the rows called positive that were; null where none was called so. */
  precision: number | null;
  /** Share of the positive rows that were called so. */
  recall: number;
}

/** What the probability has to reach for the positive class, and how good that was on held-out rows. */
export interface Threshold {
  value: number;
  name?: string;
  measured: Measured[];
}

/** A threshold by its number or by a name that the model has for one; undefined when the text is neither. */
export function findThreshold(artifact: Pick<Artifact, 'thresholds'> & Evaluated, text: string): Threshold | undefined {
  const { thresholds } = artifact;
  const isName = Object.hasOwn(thresholds, text);
  const value = isName ? thresholds[text]! : /^(\d*\.)?\d+(e-\d+)?$/i.test(text) ? Number(text) : Number.NaN;
  if (!(value > 0 && value < 1)) return undefined;
  const measured = answeredEvaluation(artifact).flatMap((one) => measuredAt(one, value));
  return { value, ...(isName && { name: text }), measured };
}

function measuredAt({ split, curve }: Evaluation, threshold: number): Measured[] {
  const all = curve[0];
  const point = curve.findLast(([at]) => at <= threshold);
  if (all === undefined || point === undefined) return [];
  const [at, truePositives, falsePositives] = point;
  const called = truePositives + falsePositives;
  return [{ split, at, precision: called > 0 ? truePositives / called : null, recall: truePositives / all[1] }];
}

/** Position of the class that a probability of the positive one is decided as: 1 from the threshold on. */
export function decide(probability: number, { value }: Threshold): 0 | 1 {
  return probability >= value ? 1 : 0;
}
