import { readFileSync } from 'node:fs';
import type { Plugin } from 'vite';

/** Imports `.bin` files as bytes, as wrangler does. */
export function bytes(): Plugin {
  return {
    name: 'bytes',
    enforce: 'pre',
    load(id) {
      const path = id.replace(/\?.*$/, '');
      if (!path.endsWith('.bin')) return undefined;
      const text = JSON.stringify(readFileSync(path).toString('base64'));
      return `export default new Uint8Array(Buffer.from(${text}, 'base64')).buffer;`;
    },
  };
}
