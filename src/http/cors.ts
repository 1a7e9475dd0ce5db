import type { Context, MiddlewareHandler } from 'hono';
import { cors } from 'hono/cors';
import type { Answer } from './answer.ts';

/**
 * Lets pages of these origins call the API and read the headers of its answers.
 * @param finish turns the answer to a preflight into a response
 */
export function allowOrigins(
  origins: readonly string[],
  finish: (c: Context, answer: Answer) => Response,
): MiddlewareHandler {
  const allow = cors({
    origin: [...origins],
    allowMethods: ['GET', 'HEAD', 'POST'],
    allowHeaders: ['content-type', 'x-api-key', 'x-request-id', 'x-subject'],
    exposeHeaders: ['x-request-id', 'x-model-digest', 'x-version', 'retry-after', 'ratelimit-policy'],
    maxAge: 86_400,
  });
  return async function allowOrigins(c, next) {
    const preflight = await allow(c, next);
    return preflight
      ? finish(c, { status: 204, headers: Object.fromEntries(preflight.headers), body: null })
      : undefined;
  };
}
