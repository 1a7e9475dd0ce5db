import { readFileSync } from 'node:fs';
import type { Plugin } from 'vite';
import { bytesModule } from '../../scripts/serve/bytes-module.ts';

/** Imports `.bin` files as bytes, as wrangler does. */
export function bytes(): Plugin {
  return {
    name: 'bytes',
    enforce: 'pre',
    load(id) {
      const path = id.replace(/\?.*$/, '');
      return path.endsWith('.bin') ? bytesModule(readFileSync(path)) : undefined;
    },
  };
}
