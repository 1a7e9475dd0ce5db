import type { KeyRecord } from '../api-key.ts';
import { keyRequired } from '../core/contract/problem-details.ts';
import { Problem } from '../http/problem.ts';
import type { RequestContext } from '../http/request-context.ts';
import { createKeyLookup, type KeyLookupOptions } from './key-lookup.ts';

/** The record of the valid key in `x-api-key`. @throws {Problem} 401, 503 */
export type CheckKey = (context: RequestContext) => Promise<KeyRecord>;

/**
 * Checks API keys. All refusals are the same 401, so that nobody learns whether a key exists. 503 when KV is out of reach
 * and this isolate does not know the key.
 */
export function createKeyCheck(options: KeyLookupOptions): CheckKey {
  const lookup = createKeyLookup(options);

  return async function checkKey({ headers, execution }) {
    const record = await lookup.find(headers.get('x-api-key') ?? '', execution);
    if (record) return record;
    throw new Problem('unauthorized', {
      detail: keyRequired(),
      headers: { 'www-authenticate': 'Key realm="inference"' },
    });
  };
}
