import { createMiddleware } from 'hono/factory';
import type { AppContext } from './context.ts';

/** What a caller's id may look like: it goes into headers and logs as it is. */
const ACCEPTED = /^[A-Za-z0-9._:-]{1,128}$/;

/** Middleware that gives every request an id, the caller's own `x-request-id` where it can, and answers with it. */
export function requestId() {
  return createMiddleware<AppContext>(async function requestId(c, next) {
    const given = c.req.header('x-request-id') ?? '';
    const id = ACCEPTED.test(given) ? given : crypto.randomUUID();
    c.set('requestId', id);
    await next();
    c.res.headers.set('x-request-id', id);
  });
}
