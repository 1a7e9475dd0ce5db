import type { Evaluation } from '../../core/artifact.ts';
import type { Answer } from '../api/client.ts';
import type { Model } from '../api/model.ts';

/**
 * Evaluations of the variant that answered, on held-out rows. The split by time comes first if there is one, because
 * visitors ask about cases to come.
 */
export function evaluationsOf({ variants }: Model, { variant }: Answer): Evaluation[] {
  const evaluations = variants.find((candidate) => candidate.variant === variant)?.evaluation ?? [];
  return evaluations.filter(({ curve }) => curve.length > 0).sort((a, b) => b.split.localeCompare(a.split));
}
