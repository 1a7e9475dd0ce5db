import type { Answer } from './answer.ts';
import { Problem } from './problem.ts';

/**
 * The answer to a method that is none of those of a path: which it has, to OPTIONS.
 * @throws {Problem} 405 with `Allow` for any other
 */
export function otherMethod(method: string, methods: readonly string[]): Answer {
  const allow = [...methods, 'OPTIONS'].join(', ');
  if (method === 'OPTIONS') return { status: 204, headers: { allow }, body: null };
  throw new Problem('method-not-allowed', { detail: `Use ${methods.join(' or ')}.`, headers: { allow } });
}
