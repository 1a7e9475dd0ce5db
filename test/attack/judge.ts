import type { Case } from '../../scripts/load/case.ts';

/** How far a probability may be from the one that training computed. */
const TOLERANCE = 1e-12;

/** The answer to a request. */
export interface Answer {
  status: number;
  retryAfter: string | undefined;
  body: string;
}

/**
 * Judges an answer under overload: its status if that is the expected status, or a clean 429 or 503; otherwise "wrong" and
 * the status.
 */
export function judge({ status, expected }: Case, answer: Answer): string {
  if (answer.status === 429 || answer.status === 503)
    return isClean(answer) ? String(answer.status) : `wrong ${answer.status}`;
  if (answer.status !== status) return `wrong ${answer.status} for ${status}`;
  return expected && !isRight(expected, answer.body) ? `wrong ${status}` : String(status);
}

/** Whether a refusal says when to try again, and its body has the same status. */
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
