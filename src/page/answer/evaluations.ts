import type { Evaluation } from '../../core/artifact.ts';
import type { Answer } from '../api/client.ts';
import type { Model } from '../api/model.ts';
import { decimal } from '../words/format.ts';
import { type Language, message } from '../words/messages.ts';

/**
 * Evaluations of the variant that answered, on held-out rows. The split by time comes first if there is one, because
 * visitors ask about cases to come.
 */
export function evaluationsOf({ variants }: Model, { variant }: Answer): Evaluation[] {
  const evaluations = variants.find((candidate) => candidate.variant === variant)?.evaluation ?? [];
  return evaluations.filter(({ curve }) => curve.length > 0).sort((a, b) => b.split.localeCompare(a.split));
}

/** The held-out rows of an evaluation, in words: “12,438 later cases”. */
export function splitName({ split, rows }: Evaluation, language: Language): string {
  return message(language, split === 'time' ? 'splitTime' : 'splitRandom', { rows: decimal(rows, language) });
}
