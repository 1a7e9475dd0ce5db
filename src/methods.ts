import type { Context } from 'hono';
import { Problem } from './problem.ts';

/**
 * Handler for the methods that a path does not take: OPTIONS tells which it does.
 * @throws {Problem} 405 with `Allow` for any other
 */
export function otherMethods(...methods: string[]) {
  const allow = [...methods, 'OPTIONS'].join(', ');
  return function otherMethods(c: Context): Response {
    if (c.req.method === 'OPTIONS') return new Response(null, { status: 204, headers: { allow } });
    throw new Problem('method-not-allowed', { detail: `Use ${methods.join(' or ')}.`, headers: { allow } });
  };
}
