import type { Facts } from './answer.ts';
import type { RequestContext } from './request-context.ts';

/** Logs one line of JSON. A log that fails must not cost an answer. */
export function writeLine(line: object): void {
  try {
    console.log(JSON.stringify(line));
  } catch {
    // Nowhere left to report it.
  }
}

/** How a request ended. */
export interface Ending {
  status: number;
  /** Milliseconds since 1970. */
  end: number;
  facts: Facts | undefined;
  keyId: string | undefined;
  /** Whether the rate of the key could not be counted. */
  limiterDown: boolean;
  error: unknown;
  /** Names of request headers to log. */
  logHeaders: readonly string[];
}

/**
 * Logs one line of JSON for a request in the sample of the log, and for every one that is refused or fails: no key, no
 * body, no query, and the pattern instead of the path. The cause of a 5xx answer is logged here only, under the request id
 * that the answer names.
 */
export function logRequest(
  context: RequestContext,
  { status, end, facts, keyId, limiterDown, error, logHeaders }: Ending,
): void {
  const { requestId, method, route, start, isLogged } = context;
  if (!isLogged && status < 400 && !limiterDown) return;
  writeLine({
    event: 'request',
    time: new Date(start).toISOString(),
    request_id: requestId,
    method,
    route,
    status,
    model: facts?.model,
    variant: facts?.variant,
    rows: facts?.rows,
    refused: facts?.refused,
    key: keyId,
    limiter_down: limiterDown || undefined,
    ms: end - start,
    headers: logHeaders.length > 0 ? headersOf(context, logHeaders) : undefined,
    digest: facts?.coded && facts.digest,
    codes: facts?.coded?.codes,
    probabilities: facts?.coded?.probabilities,
    error: status >= 500 && error !== undefined ? describe(error) : undefined,
  });
}

/** The longest value of a header that is logged, in characters. */
const LONGEST_VALUE = 200;

function headersOf({ headers }: RequestContext, names: readonly string[]) {
  return Object.fromEntries(names.map((name) => [name, headers.get(name)?.slice(0, LONGEST_VALUE)]));
}

/** What failed and where, with its causes. Only the first line of the stack trace: the rest would fill the log. */
function describe(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const place = /\n\s+at (.+)/.exec(error.stack ?? '')?.[1];
  const cause = error.cause === undefined ? '' : `; caused by ${describe(error.cause)}`;
  return `${error.name}: ${error.message}${place ? ` (${place})` : ''}${cause}`;
}
