import { sigmoid } from '../../src/core/sigmoid.ts';
import type { OutcomeFile } from '../outcomes/outcome-file.ts';

/** The rows of a day, or of another cluster. */
export interface Day {
  day: string;
  /** Rows in the file, and those whose outcome is known. */
  rows: number;
  known: number;
  /** Mean answer and rate of positives over the rows that have both; NaN without such rows. */
  answered: number;
  observed: number;
}

/** How complete the outcomes are, day by day, in order; empty if the file does not know days. */
export function coverage({ clusters, outcomes }: OutcomeFile, logit: Float64Array): Day[] {
  if (!clusters) return [];
  const days = clusters.names.map((day) => ({ day, rows: 0, known: 0, answers: 0, positives: 0 }));
  for (let r = 0; r < outcomes.length; r++) {
    const own = days[clusters.of[r]!]!;
    own.rows++;
    if (Number.isNaN(outcomes[r]!) || Number.isNaN(logit[r]!)) continue;
    own.known++;
    own.answers += sigmoid(logit[r]!);
    own.positives += outcomes[r]!;
  }
  return days
    .toSorted((a, b) => a.day.localeCompare(b.day, 'en', { numeric: true }))
    .map(({ day, rows, known, answers, positives }) => {
      return { day, rows, known, answered: answers / known, observed: positives / known };
    });
}
