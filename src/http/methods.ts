import { otherMethods } from '../core/contract/problem-details.ts';
import type { Answer } from './answer.ts';
import { Problem } from './problem.ts';

/**
 * Answers a method that the path does not support.
 * @returns 204 with `Allow` for OPTIONS; undefined for a method that is supported
 * @throws {Problem} 405 with `Allow` for any other method
 */
export function otherMethod(method: string, supported: 'GET' | 'POST' | 'any'): Answer | undefined {
  if (supported === 'any' || method === supported || (method === 'HEAD' && supported === 'GET')) return undefined;
  const methods = supported === 'GET' ? ['GET', 'HEAD'] : [supported];
  const allow = [...methods, 'OPTIONS'].join(', ');
  if (method === 'OPTIONS') return { status: 204, headers: { allow }, body: null };
  throw new Problem('method-not-allowed', { detail: otherMethods(methods), headers: { allow } });
}
