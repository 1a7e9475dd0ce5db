import { join } from 'node:path';

/** The folder of all local state, shared by `start`, `serve` and `keys`: STATE_DIR, by default wrangler's own. */
export function stateFolder(): string {
  return process.env.STATE_DIR || join('.wrangler', 'state');
}

/** Where keys are, a file each, inside the state folder. */
export function keysFolder(): string {
  return join(stateFolder(), 'keys');
}

/** Where wrangler and Miniflare keep the data of local bindings, inside the state folder. */
export function bindingsFolder(): string {
  return join(stateFolder(), 'v3');
}
