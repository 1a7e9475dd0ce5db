import type { KeyFolder } from '../../../../scripts/keys/key-folder.ts';

/** A folder of keys in memory. */
export function memoryFolder() {
  const held = new Map<string, string>();
  const folder: KeyFolder = {
    names: async () => [...held.keys()].sort(),
    read: async (name) => held.get(name) ?? null,
    write: async (name, text) => void held.set(name, text),
  };
  return { held, folder };
}
