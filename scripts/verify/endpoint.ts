import { Failure } from '../cli/failure.ts';
import { reach } from '../cli/reach.ts';

/** What answered some rows, and what it answered. */
export interface Answered {
  /** `x-model-digest`. */
  digest: string | null;
  /** By row: the probabilities of the negative and the positive class. */
  predictions: [number, number][];
}

/** Asks for the answers to rows. */
export type Ask = (rows: readonly object[]) => Promise<Answered>;

/** Fewer rows than any tier allows by default. */
const BATCH = 500;

/**
 * Asks a service over HTTP, in batches.
 * @param path of the model, such as `/inference/delay/one-hot`
 * @throws {Failure} with the problem that it answers, or if it cannot be reached
 */
export function askEndpoint(origin: string, path: string, key: string): Ask {
  const url = new URL(path, origin);
  return async (rows) => {
    const answered: Answered = { digest: null, predictions: [] };
    for (let first = 0; first < rows.length; first += BATCH) {
      const response = await reach(url, {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'x-api-key': key },
        body: JSON.stringify({ instances: rows.slice(first, first + BATCH) }),
      });
      const text = await response.text();
      if (!response.ok) throw new Failure(`${url} answers ${response.status}: ${detailOf(text)}`);
      answered.digest = response.headers.get('x-model-digest');
      answered.predictions.push(...predictionsOf(text, url));
    }
    return answered;
  };
}

function predictionsOf(text: string, url: URL): [number, number][] {
  try {
    const predictions = JSON.parse(text).body.predictions;
    if (Array.isArray(predictions)) return predictions;
  } catch {
    // Told apart below from an answer of another shape in nothing.
  }
  throw new Failure(`${url} does not answer as this service does: ${text.slice(0, 100)}`);
}

/** The detail of a problem document, else the beginning of the text. */
function detailOf(text: string): string {
  try {
    const { detail, title } = JSON.parse(text);
    return String(detail ?? title ?? text.slice(0, 200));
  } catch {
    return text.slice(0, 200);
  }
}
