import { Failure } from '../cli/failure.ts';
import type { Happening } from './held-out-days.ts';

/** What a caller keeps of an answer. */
export interface Answered extends Happening {
  probability: number;
  /** Of the artifact that answered. */
  digest: string;
}

/** Asks the service as callers do. */
export interface Service {
  fetch(request: Request): Promise<Response>;
  url: string;
  model: string;
  key: string;
  /** What the service has logged since the last call. */
  takeLines(): string[];
}

/**
 * Sends a request for each row.
 * @param name of the week, for the request ids
 * @returns the answers, the rows that the service refused because of a value, and the lines that it logged
 */
export async function askWeek(
  { fetch, url, model, key, takeLines }: Service,
  rows: readonly Happening[],
  name: string,
): Promise<{ answered: Answered[]; refused: number; lines: string[] }> {
  const answered: Answered[] = [];
  let refused = 0;
  takeLines();
  for (const [k, row] of rows.entries()) {
    const headers = { 'content-type': 'application/json', 'x-api-key': key, 'x-request-id': `${name}-${k}` };
    const body = JSON.stringify(row.input);
    const response = await fetch(new Request(`${url}/inference/${model}`, { method: 'POST', headers, body }));
    const digest = response.headers.get('x-model-digest');
    if (response.status === 422) refused++;
    else if (response.status !== 200 || digest === null) {
      throw new Failure(`the service answers ${response.status} to a row of ${name}: ${await response.text()}`);
    } else {
      const { body } = (await response.json()) as { body: { prediction: [number, number] } };
      answered.push({ ...row, probability: body.prediction[1], digest });
    }
  }
  return { answered, refused, lines: takeLines() };
}
