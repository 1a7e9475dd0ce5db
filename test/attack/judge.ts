import type { Case } from '../../scripts/load/case.ts';

/** How far a probability may be from that of training. */
const TOLERANCE = 1e-12;

/** What came back, or why nothing did. */
export interface Answer {
  status: number;
  retryAfter: string | undefined;
  body: string;
}

/**
 * What an answer under overload was: its status where it is what the request must get, or a clean 429 or 503; otherwise
 * "wrong" and what it was.
 */
export function judge({ status, expected }: Case, answer: Answer): string {
  if (answer.status === 429 || answer.status === 503)
    return isClean(answer) ? String(answer.status) : `wrong ${answer.status}`;
  if (answer.status !== status) return `wrong ${answer.status} for ${status}`;
  return expected && !isRight(expected, answer.body) ? `wrong ${status}` : String(status);
}

/** A refusal that says when to come back, and is a problem of its status. */
function isClean({ status, retryAfter, body }: Answer): boolean {
  return retryAfter !== undefined && JSON.parse(body).status === status;
}

function isRight(expected: NonNullable<Case['expected']>, text: string): boolean {
  const { prediction, predictions = [prediction], variant } = JSON.parse(text).body;
  const probabilities = expected[variant] ?? [];
  return (
    predictions.length === probabilities.length &&
    probabilities.every((probability, row) => Math.abs(predictions[row][1] - probability) <= TOLERANCE)
  );
}
