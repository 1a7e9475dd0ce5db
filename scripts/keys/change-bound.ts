import { BULLETIN_SECONDS } from '../../src/key-bulletin.ts';

/** How soon a change of a key takes effect. Cloudflare does not promise when a write is seen everywhere. */
export const CHANGE_BOUND = `within ${BULLETIN_SECONDS} seconds after Cloudflare shows the change; a KV write may take 60 seconds or more to be seen`;
