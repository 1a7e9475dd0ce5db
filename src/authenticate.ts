import { createMiddleware } from 'hono/factory';
import type { AppContext } from './context.ts';
import type { Rate } from './environment.ts';
import { createFailureLimit } from './failure-limit.ts';
import { createKeyLookup, type KeyStore } from './key-lookup.ts';
import { Problem } from './problem.ts';

export interface AuthenticateOptions {
  keys: KeyStore;
  /** How often one network may send keys that are refused; no limit when absent. */
  failures?: Rate | undefined;
  /** Milliseconds since 1970. */
  now: () => number;
}

/**
 * Middleware that lets a request pass with a valid `x-api-key`, and leaves its record in the context as `key`. All
 * refusals are the same 401, so that nobody learns whether a key exists; 429 for a network that is refused too often,
 * whose good keys pass where they are remembered; 503 when KV is out of reach and the key is not.
 */
export function authenticate({ keys, failures, now }: AuthenticateOptions) {
  const lookup = createKeyLookup({ keys, now });
  const limit = createFailureLimit(failures, now);

  return createMiddleware<AppContext>(async function authenticate(c, next) {
    const key = c.req.header('x-api-key') ?? '';
    let record = lookup.remembered(key);
    if (record === undefined) {
      const address = c.req.header('cf-connecting-ip');
      if (!lookup.knows(key)) limit.check(address);
      record = await lookup.find(key);
      if (record === undefined) {
        await limit.count(address);
        throw new Problem('unauthorized', {
          detail: 'Send a valid API key in the header x-api-key.',
          headers: { 'www-authenticate': 'Key realm="inference"' },
        });
      }
    }
    c.set('key', record);
    await next();
  });
}
