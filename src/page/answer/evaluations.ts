import type { Evaluation } from '../../core/artifact.ts';
import type { Answer } from '../api/client.ts';
import type { Model } from '../api/model.ts';

/**
 * How good the variant is that answered, on rows held out: the split by time first where there is one, since cases to
 * come are what one asks about.
 */
export function measured({ variants }: Model, { variant }: Answer): Evaluation[] {
  const evaluations = variants.find((candidate) => candidate.variant === variant)?.evaluation ?? [];
  return evaluations.filter(({ curve }) => curve.length > 0).sort((a, b) => b.split.localeCompare(a.split));
}

/** The threshold to begin with: a named one, else the share of positives. */
export function firstThreshold(model: Model, answer: Answer): number {
  const [, positives = 1, negatives = 1] = measured(model, answer)[0]?.curve[0] ?? [];
  const share = Math.round((100 * positives) / (positives + negatives)) / 100;
  return Object.values(model.thresholds ?? {})[0] ?? Math.min(0.99, Math.max(0.01, share));
}
