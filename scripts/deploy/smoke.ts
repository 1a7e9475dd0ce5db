import * as z from 'zod';
import { Failure } from '../cli/failure.ts';
import type { Release, ReleaseRoute } from './release.ts';
import type { Sleep } from './sleep.ts';

/** Whom to ask, and how. */
export interface Target {
  /** Without a slash at the end. */
  url: string;
  /** The full name of the Worker. */
  worker: string;
  key: string;
  fetch(request: Request): Promise<Response>;
  sleep: Sleep;
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
  await patiently(target, () => askAll(target, release, options));
}

/** Waits until a version answers requests that name none. @throws {Failure} when another one goes on answering */
export async function awaitVersion(target: Omit<Target, 'key'>, version: string): Promise<void> {
  await patiently(target, () => ask(target, { version, byName: false }, '/health'));
}

async function patiently(
  { sleep, signal }: Pick<Target, 'sleep' | 'signal'>,
  attempt: () => Promise<unknown>,
): Promise<void> {
  for (let waited = 0; ; waited += PAUSE) {
    try {
      await attempt();
      return;
    } catch (error) {
      if (!(error instanceof NotYet)) throw error;
      if (waited >= PATIENCE) throw new Failure(`${error.message}, for ${PATIENCE / 1000} seconds`);
      await sleep(PAUSE, signal);
    }
  }
}

async function askAll(target: Target, { routes }: Release, options: SmokeOptions): Promise<void> {
  expectStatus('GET /ready', await ask(target, options, '/ready'), 200);
  for (const { model, rows } of routes.slice(0, 1)) {
    const refused = await ask(target, options, `/inference/${model}`, { instances: rows.slice(0, 1) });
    expectStatus(`POST /inference/${model} without a key`, refused, 401);
  }
  for (const route of routes) await askGolden(target, route, options);
}

/** Asks the golden rows of a route: the variant that answers must have the digest and give the answers of training. */
async function askGolden(target: Target, { model, rows, golden }: ReleaseRoute, options: SmokeOptions): Promise<void> {
  const what = `POST /inference/${model}`;
  const answer = await ask(target, options, `/inference/${model}`, { instances: rows }, target.key);
  if (answer.status === 401) throw new NotYet(`${what} refuses the key of the deployment`);
  expectStatus(what, answer, 200);
  const { body } = answerSchema.parse(await answer.json());
  const expected = golden.find(({ variant }) => variant === body.variant);
  const digest = answer.headers.get('x-model-digest');
  if (expected?.digest !== digest)
    throw new Failure(`${what} answers with ${body.variant}, ${digest}: not what was built`);
  for (const [row, probability] of (expected?.probabilities ?? []).entries()) {
    const given = body.predictions[row]?.[1];
    if (given !== undefined && Math.abs(given - probability) <= TOLERANCE) continue;
    throw new Failure(`${what} answers ${given} to golden row ${row}, expected ${probability}`);
  }
}

const answerSchema = z.object({
  body: z.object({ variant: z.string(), predictions: z.array(z.tuple([z.number(), z.number()])) }),
});

/** Asks a version; the body is sent with POST. @throws {NotYet} when another version answers, or none */
async function ask(
  { url, worker, fetch, signal }: Omit<Target, 'key'>,
  { version, byName }: SmokeOptions,
  path: string,
  body?: object,
  key?: string,
): Promise<Response> {
  const headers = {
    ...(byName && { 'cloudflare-workers-version-overrides': `${worker}="${version}"` }),
    ...(body && { 'content-type': 'application/json' }),
    ...(key !== undefined && { 'x-api-key': key }),
  };
  const init = { headers, signal, ...(body && { method: 'POST', body: JSON.stringify(body) }) };
  const answer = await fetch(new Request(`${url}${path}`, init)).catch((error: Error) => {
    signal.throwIfAborted();
    throw new NotYet(`${url} cannot be reached: ${error.cause ?? error.message}`);
  });
  const by = answer.headers.get('x-version');
  if (by === version) return answer;
  const how = byName ? 'the version override has no effect: ' : '';
  throw new NotYet(`${how}${path} was answered by ${by ?? 'a version without x-version'}, not by ${version}`);
}

function expectStatus(what: string, answer: Response, status: number): void {
  if (answer.status !== status) throw new Failure(`${what} answers ${answer.status} instead of ${status}`);
}
