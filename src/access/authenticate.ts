import { Problem } from '../http/problem.ts';
import type { RequestContext } from '../http/request-context.ts';
import { createFailureLimit } from './failure-limit.ts';
import { createKeyLookup, type KeyReader } from './key-lookup.ts';
import type { Rate } from './limiter.ts';

export interface AuthenticateOptions {
  keys: KeyReader;
  /** How often one network may send keys that are refused; no limit when absent. */
  failures?: Rate | undefined;
  /** Milliseconds since 1970. */
  now: () => number;
}

/**
 * Lets a call pass with a valid `x-api-key`, and leaves its record in the call as `key`. All refusals are the same 401,
 * so that nobody learns whether a key exists; 429 for a network that is refused too often, whose good keys pass where
 * they are remembered; 503 when KV is out of reach and the key is not.
 * @returns nothing to wait for where the key is remembered
 */
export function authenticate({
  keys,
  failures,
  now,
}: AuthenticateOptions): (call: RequestContext) => Promise<void> | undefined {
  const lookup = createKeyLookup({ keys, now });
  const limit = createFailureLimit(failures, now);

  return (call) => {
    const key = keyOf(call);
    call.recheckKey = recheck;
    const record = lookup.remembered(key, call.start);
    if (record === undefined) return find(call, key);
    call.key = record;
    return undefined;
  };

  async function find(call: RequestContext, key: string): Promise<void> {
    const address = call.headers.get('cf-connecting-ip') ?? undefined;
    if (!lookup.knows(key)) limit.check(address);
    const record = await lookup.find(key);
    if (record === undefined) {
      await limit.count(address);
      throw refusal();
    }
    call.key = record;
  }

  /** Counts no failure: the key was good when the call came. */
  async function recheck(call: RequestContext): Promise<void> {
    if ((await lookup.find(keyOf(call))) === undefined) throw refusal();
  }
}

function keyOf({ headers }: RequestContext): string {
  return headers.get('x-api-key') ?? '';
}

function refusal(): Problem {
  return new Problem('unauthorized', {
    detail: 'Send a valid API key in the header x-api-key.',
    headers: { 'www-authenticate': 'Key realm="inference"' },
  });
}
