import type { KeyNamespace } from '../local-keys.ts';
import { type KeyStore, parseRecord, recordText, type StoredKey } from './store.ts';

/** The keys of a local namespace. */
export function localStore(namespace: KeyNamespace): KeyStore {
  return {
    async list() {
      const keys: StoredKey[] = [];
      let cursor: string | undefined;
      do {
        const page = await namespace.list(cursor === undefined ? {} : { cursor });
        for (const { name, metadata } of page.keys) {
          const record = metadata ?? JSON.parse((await namespace.get(name)) ?? 'null');
          keys.push({ hash: name, record: parseRecord(name, record) });
        }
        cursor = page.list_complete ? undefined : page.cursor;
      } while (cursor !== undefined);
      return keys;
    },

    async put(hash, record) {
      await namespace.put(hash, recordText(record), { metadata: record });
    },
  };
}
