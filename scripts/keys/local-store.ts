import type { KeyNamespace } from './local-keys.ts';
import { type KeyStore, parseRecord, recordText, toListing } from './store.ts';

/** The keys of a local namespace. */
export function localStore(namespace: KeyNamespace): KeyStore {
  return {
    async list() {
      const entries = [];
      let cursor: string | undefined;
      do {
        const page = await namespace.list(cursor === undefined ? {} : { cursor });
        for (const { name, metadata } of page.keys) {
          entries.push({ name, stored: metadata ?? (await namespace.get(name)) });
        }
        cursor = page.list_complete ? undefined : page.cursor;
      } while (cursor !== undefined);
      return toListing(entries);
    },

    async get(hash) {
      const stored = await namespace.get(hash);
      return stored === null ? undefined : parseRecord(hash, stored);
    },

    async put(hash, record) {
      await namespace.put(hash, recordText(record), { metadata: record });
    },
  };
}
