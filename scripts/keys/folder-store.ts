import { BULLETIN } from '../../src/key-bulletin.ts';
import type { KeyFolder } from './key-folder.ts';
import { type KeyStore, parseBulletin, parseRecord, recordText, toListing } from './store.ts';

/** The keys in a folder. */
export function folderStore(folder: Pick<KeyFolder, 'names' | 'read' | 'write'>): KeyStore {
  return {
    async list() {
      const names = (await folder.names()).filter((name) => name !== BULLETIN);
      const entries = await Promise.all(names.map(async (name) => ({ name, stored: await folder.read(name) })));
      return { ...toListing(entries), bulletin: await this.getBulletin() };
    },

    async get(hash) {
      const stored = await folder.read(hash);
      return stored === null ? undefined : parseRecord(hash, stored);
    },

    async put(hash, record) {
      await folder.write(hash, recordText(record));
    },

    async getBulletin() {
      const stored = await folder.read(BULLETIN);
      return stored === null ? undefined : parseBulletin(stored);
    },

    async putBulletin(bulletin) {
      await folder.write(BULLETIN, JSON.stringify(bulletin));
    },
  };
}
