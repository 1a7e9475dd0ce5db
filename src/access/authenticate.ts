import type { KeyRecord } from '../api-key.ts';
import { keyRequired } from '../core/contract/problem-details.ts';
import { Problem } from '../http/problem.ts';
import type { RequestContext } from '../http/request-context.ts';
import { createFailureLimit } from './failure-limit.ts';
import { createKeyLookup, type KeyReader } from './key-lookup.ts';
import type { Rate } from './rate-limit.ts';

export interface KeyCheckOptions {
  keys: KeyReader;
  /** How often one network may send keys that are refused; no limit when absent. */
  failures?: Rate | undefined;
  /** Milliseconds since 1970. */
  now: () => number;
}

export interface KeyCheck {
  /** The record of the valid key in `x-api-key`. @throws {Problem} 401, 429, 503 */
  checkKey(context: RequestContext): Promise<KeyRecord>;
  /** Checks the key of a request again, for an answer that takes a while. @throws {Problem} 401, 503 */
  recheckKey(context: RequestContext): Promise<void>;
}

/**
 * Checks API keys. All refusals are the same 401, so that nobody learns whether a key exists. A network that is refused
 * too often gets 429, except for keys that this isolate remembers as valid. 503 when KV is out of reach and this
 * isolate does not know the key.
 */
export function createKeyCheck({ keys, failures, now }: KeyCheckOptions): KeyCheck {
  const lookup = createKeyLookup({ keys, now });
  const limit = createFailureLimit(failures, now);

  return {
    async checkKey({ headers }) {
      const record = await lookup.find(keyIn(headers), () => limit.check(addressIn(headers)));
      if (record !== undefined) return record;
      await limit.count(addressIn(headers));
      throw refusal();
    },

    /** Counts no failure: the key was valid when the request arrived. */
    async recheckKey({ headers }) {
      if ((await lookup.find(keyIn(headers))) === undefined) throw refusal();
    },
  };
}

function keyIn(headers: Headers): string {
  return headers.get('x-api-key') ?? '';
}

function addressIn(headers: Headers): string | undefined {
  return headers.get('cf-connecting-ip') ?? undefined;
}

function refusal(): Problem {
  return new Problem('unauthorized', {
    detail: keyRequired(),
    headers: { 'www-authenticate': 'Key realm="inference"' },
  });
}
