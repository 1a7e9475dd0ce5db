import { existsSync } from 'node:fs';
import { mkdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { folderStore } from './folder-store.ts';
import { type KeyFolder, openKeyFolder } from './key-folder.ts';
import { namesIn, withSimulatedKv } from './simulated-kv.ts';
import { bindingsFolder, keysFolder } from './state-folder.ts';
import type { KeyStore } from './store.ts';

/*
 * The keys of this machine are files, which `serve` reads. `start` runs on KV that wrangler simulates. Where that exists,
 * it gets a copy of every write; where it is all that exists, as in earlier releases, its keys become files.
 */

/** Opens the keys of this machine. Servers may run on them: they see every write at once. */
export async function withLocalKeys<T>(use: (store: KeyStore) => Promise<T>): Promise<T> {
  const isSimulated = hasSimulatedKv();
  if (isSimulated) await takeOverOnce();
  const folder = openKeyFolder(keysFolder());
  const written = new Set<string>();
  const write = async (name: string, text: string) => {
    await folder.write(name, text);
    written.add(name);
  };
  try {
    return await use(folderStore({ ...folder, write }));
  } finally {
    if (isSimulated && written.size > 0) await copyToSimulatedKv(folder, [...written]);
  }
}

/** Copies all keys to the KV that `start` simulates, before it starts. */
export async function simulateLocalKeys(): Promise<void> {
  if (hasSimulatedKv()) await takeOverOnce();
  const folder = openKeyFolder(keysFolder());
  await copyToSimulatedKv(folder, await folder.names());
}

function hasSimulatedKv(): boolean {
  return existsSync(join(bindingsFolder(), 'kv'));
}

/** Makes files of the keys in the simulated KV, all of them or none, unless there are files already. */
async function takeOverOnce(): Promise<void> {
  if (existsSync(keysFolder())) return;
  const unfinished = `${keysFolder()}.unfinished`;
  await rm(unfinished, { recursive: true, force: true });
  await mkdir(unfinished, { recursive: true, mode: 0o700 });
  const folder = openKeyFolder(unfinished);
  await withSimulatedKv(async (namespace) => {
    for (const name of await namesIn(namespace)) {
      const text = await namespace.get(name);
      if (text !== null) await folder.write(name, text);
    }
  });
  await rename(unfinished, keysFolder());
}

async function copyToSimulatedKv(folder: KeyFolder, names: readonly string[]): Promise<void> {
  await withSimulatedKv(async (namespace) => {
    for (const name of names) {
      const text = await folder.read(name);
      if (text !== null && text !== (await namespace.get(name))) await namespace.put(name, text);
    }
  });
}
