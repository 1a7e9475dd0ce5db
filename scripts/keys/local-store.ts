import { BULLETIN } from '../../src/key-bulletin.ts';
import type { KeyNamespace } from './local-keys.ts';
import { type KeyStore, parseBulletin, parseRecord, recordText, toListing } from './store.ts';

/** The keys of a local namespace. */
export function localStore(namespace: KeyNamespace): KeyStore {
  return {
    async list() {
      const entries = [];
      let cursor: string | undefined;
      do {
        const page = await namespace.list(cursor === undefined ? {} : { cursor });
        for (const { name, metadata } of page.keys) {
          if (name === BULLETIN) continue;
          entries.push({ name, stored: metadata ?? (await namespace.get(name)) });
        }
        cursor = page.list_complete ? undefined : page.cursor;
      } while (cursor !== undefined);
      return { ...toListing(entries), bulletin: await this.getBulletin() };
    },

    async get(hash) {
      const stored = await namespace.get(hash);
      return stored === null ? undefined : parseRecord(hash, stored);
    },

    async put(hash, record) {
      await namespace.put(hash, recordText(record), { metadata: record });
    },

    async getBulletin() {
      const stored = await namespace.get(BULLETIN);
      return stored === null ? undefined : parseBulletin(stored);
    },

    async putBulletin(bulletin) {
      await namespace.put(BULLETIN, JSON.stringify(bulletin));
    },
  };
}
