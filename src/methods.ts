import type { Context } from 'hono';
import { Problem } from './problem.ts';

/** Handler for the methods that a path does not take: OPTIONS tells which it does. */
export function otherMethods(...methods: string[]) {
  return function otherMethods(c: Context): Response {
    return otherMethod(c.req.method, methods);
  };
}

/**
 * The answer to a method that is none of those of a path: which it has, to OPTIONS.
 * @throws {Problem} 405 with `Allow` for any other
 */
export function otherMethod(method: string, methods: readonly string[]): Response {
  const allow = [...methods, 'OPTIONS'].join(', ');
  if (method === 'OPTIONS') return new Response(null, { status: 204, headers: { allow } });
  throw new Problem('method-not-allowed', { detail: `Use ${methods.join(' or ')}.`, headers: { allow } });
}
