import { createMiddleware } from 'hono/factory';
import { routePath } from 'hono/route';
import type { AppContext } from './context.ts';
import { writeLine } from './log.ts';

/**
 * Middleware that logs one line of JSON per request: neither key nor body nor query, and of the path only the pattern.
 * What a 5xx answer does not tell is here, under the same request id.
 */
export function requestLog({ now }: { now: () => number }) {
  return createMiddleware<AppContext>(async function requestLog(c, next) {
    const start = now();
    await next();
    const { status } = c.res;
    const line = {
      event: 'request',
      time: new Date(start).toISOString(),
      request_id: c.get('requestId'),
      method: c.req.method,
      route: routePath(c, -1),
      status,
      model: c.get('model'),
      variant: c.get('variant'),
      rows: c.get('rows'),
      key: c.get('key')?.id,
      limiter_down: c.get('limiterDown'),
      ms: now() - start,
      error: status >= 500 && c.error ? describe(c.error) : undefined,
    };
    writeLine(line);
  });
}

/** What went wrong and where, with its causes; no stack trace, which would tell more than the place. */
function describe(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const place = /\n\s+at (.+)/.exec(error.stack ?? '')?.[1];
  const cause = error.cause === undefined ? '' : `; caused by ${describe(error.cause)}`;
  return `${error.name}: ${error.message}${place ? ` (${place})` : ''}${cause}`;
}
