import type { Evaluation } from '../../core/artifact.ts';
import { decimal } from '../words/format.ts';
import { type Language, message } from '../words/messages.ts';

/** The held-out rows of an evaluation, in words: “12,438 later cases”. */
export function splitName({ split, rows }: Evaluation, language: Language): string {
  return message(language, split === 'time' ? 'splitTime' : 'splitRandom', { rows: decimal(rows, language) });
}
