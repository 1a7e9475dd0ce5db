import { isoTime } from './iso-time.ts';
import { writeLine } from './log.ts';
import type { RequestContext } from './request-context.ts';

/**
 * Logs one line of JSON for a request: neither key nor body nor query, and of the path only the pattern. What a 5xx
 * answer does not tell is here, under the same request id.
 */
export function logRequest(call: RequestContext, status: number, now: number, error: unknown): void {
  const { requestId, method, route, model, variant, rows, key, limiterDown, start } = call;
  writeLine({
    event: 'request',
    time: isoTime(start),
    request_id: requestId,
    method,
    route,
    status,
    model,
    variant,
    rows,
    key: key?.id,
    limiter_down: limiterDown,
    ms: now - start,
    error: status >= 500 && error !== undefined ? describe(error) : undefined,
  });
}

/** What went wrong and where, with its causes; no stack trace, which would tell more than the place. */
function describe(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const place = /\n\s+at (.+)/.exec(error.stack ?? '')?.[1];
  const cause = error.cause === undefined ? '' : `; caused by ${describe(error.cause)}`;
  return `${error.name}: ${error.message}${place ? ` (${place})` : ''}${cause}`;
}
