import { createMiddleware } from 'hono/factory';
import { routePath } from 'hono/route';
import type { AppContext } from './context.ts';

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
      ms: now() - start,
      error: status >= 500 && c.error ? describe(c.error) : undefined,
    };
    console.log(JSON.stringify(line));
  });
}

function describe(error: Error): string {
  const { cause } = error;
  const reason = error.stack ?? String(error);
  return cause === undefined ? reason : `${reason}\ncaused by ${cause instanceof Error ? cause.stack : String(cause)}`;
}
