import { Failure } from '../cli/failure.ts';
import type { Release } from './release.ts';

/** Whom to ask, and how. */
export interface Target {
  /** Without a slash at the end. */
  url: string;
  /** The full name of the Worker. */
  worker: string;
  key: string;
  fetch(request: Request): Promise<Response>;
  sleep(milliseconds: number): Promise<void>;
  signal: AbortSignal;
}

interface SmokeOptions {
  version: string;
  /** Whether to ask the version by name; without, it must be the one that answers anyway. */
  byName: boolean;
}

/** Answers may differ from those of training by as much as Node and workerd may. */
const TOLERANCE = 1e-12;
/** How long a new split or a new key may take to be seen everywhere, and how long to wait between two tries. */
const PATIENCE = 90_000;
const PAUSE = 3000;

/** A failure that may pass: the split, or the key, is not everywhere yet. */
class NotYet extends Failure {}

/**
 * Asks a version for `/ready`, a refusal, and the golden rows of every route. An answer counts only if `x-version` names
 * the version. Waits for a version or a key that is not everywhere yet.
 * @throws {Failure} with the first answer that is wrong
 */
export async function smoke(target: Target, release: Release, options: SmokeOptions): Promise<void> {
  for (let waited = 0; ; waited += PAUSE) {
    try {
      return await askAll(target, release, options);
    } catch (error) {
      if (!(error instanceof NotYet)) throw error;
      if (waited >= PATIENCE) throw new Failure(`${error.message}, for ${PATIENCE / 1000} seconds`);
      await target.sleep(PAUSE);
    }
  }
}

async function askAll(target: Target, { routes }: Release, options: SmokeOptions): Promise<void> {
  await expectStatus('GET /ready', await ask('/ready'), 200);
  const [first] = routes;
  if (first) {
    const refused = await ask(`/inference/${first.model}`, { instances: first.rows.slice(0, 1) });
    await expectStatus(`POST /inference/${first.model} without a key`, refused, 401);
  }
  for (const { model, rows, golden } of routes) {
    const answer = await ask(`/inference/${model}`, { instances: rows }, target.key);
    const what = `POST /inference/${model}`;
    if (answer.status === 401) throw new NotYet(`${what} refuses the key of the deployment`);
    await expectStatus(what, answer, 200);
    const { body } = (await answer.json()) as { body: { variant: string; predictions: [number, number][] } };
    const expected = golden.find(({ variant }) => variant === body.variant);
    const digest = answer.headers.get('x-model-digest');
    if (expected?.digest !== digest)
      throw new Failure(`${what} answers with ${body.variant}, ${digest}: not what was built`);
    const wrong = expected!.probabilities.findIndex(
      (probability, k) => !(Math.abs(body.predictions[k]![1] - probability) <= TOLERANCE),
    );
    if (wrong >= 0)
      throw new Failure(
        `${what} answers ${body.predictions[wrong]![1]} to golden row ${wrong}, expected ${expected!.probabilities[wrong]}`,
      );
  }

  async function ask(path: string, body?: object, key?: string): Promise<Response> {
    const headers = {
      ...(options.byName && { 'cloudflare-workers-version-overrides': `${target.worker}="${options.version}"` }),
      ...(body && { 'content-type': 'application/json' }),
      ...(key !== undefined && { 'x-api-key': key }),
    };
    const init = { headers, signal: target.signal, ...(body && { method: 'POST', body: JSON.stringify(body) }) };
    const answer = await target.fetch(new Request(`${target.url}${path}`, init)).catch((error: Error) => {
      target.signal.throwIfAborted();
      throw new NotYet(`${target.url} cannot be reached: ${error.cause ?? error.message}`);
    });
    const by = answer.headers.get('x-version');
    if (by === options.version) return answer;
    const how = options.byName ? 'the version override has no effect: ' : '';
    throw new NotYet(`${how}${path} was answered by ${by ?? 'a version without a name'}, not by ${options.version}`);
  }
}

async function expectStatus(what: string, answer: Response, status: number): Promise<void> {
  if (answer.status === status) return;
  const text = (await answer.text()).slice(0, 200);
  throw new Failure(`${what} answers ${answer.status} instead of ${status}: ${text}`);
}
