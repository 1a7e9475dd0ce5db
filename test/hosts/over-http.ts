import { inject } from 'vitest';
import { createRateCounter } from '../../scripts/serve/rate-counter.ts';
import { readWranglerConfig } from '../../scripts/wrangler/config.ts';

/*
 * Takes the place of `cloudflare:workers` in the contract tests, so that they ask a server over HTTP: the same files prove
 * every host.
 */

const [local] = await readWranglerConfig();

/** The environment of the server, with its key store, which tests only write. */
export const env = {
  ...local!.vars,
  ...createRateCounter(local!.rateLimits).bindings,
  KEYS: {
    get: async () => null,
    put: (name: string, text: string) => fetch(`${inject('keys')}/${name}`, { method: 'PUT', body: text }),
  },
};

/** The Worker's entry, at the address of the server. */
export const exports = {
  default: {
    async fetch(request: Request): Promise<Response> {
      const { pathname, search } = new URL(request.url);
      const { method, headers, body } = request;
      const init = { method, headers, body, redirect: 'manual', ...(body && { duplex: 'half' }) } as RequestInit;
      return fetch(`${inject('host')}${pathname}${search}`, init);
    },
  },
};
