import { inject } from 'vitest';
import { openKeyFolder } from '../../scripts/keys/key-folder.ts';
import { createRateCounter } from '../../scripts/serve/rate-counter.ts';
import { readWranglerConfig } from '../../scripts/wrangler/config.ts';

/*
 * Takes the place of `cloudflare:workers` in the contract tests, so that they ask a server over HTTP: the same files prove
 * every host.
 */

const [local] = await readWranglerConfig();
const keys = openKeyFolder(inject('keys'));

/** The environment of the server, with the keys that it reads. */
export const env = {
  ...local!.vars,
  ...createRateCounter(local!.rateLimits).bindings,
  KEYS: { get: async (name: string) => JSON.parse((await keys.read(name)) ?? 'null'), put: keys.write },
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
