import { randomUUID } from 'node:crypto';
import { mkdir, open, readdir, readFile, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { Failure } from '../cli/failure.ts';

/** Names of entries: hashes, and that of the bulletin. Anything else could name a file outside the folder. */
const ENTRY = /^[0-9a-z]+$/;

/** Entries of a key store by name, each a file of JSON in one folder. Any number of processes may use it. */
export interface KeyFolder {
  /** The names of all entries. */
  names(): Promise<string[]>;
  /** The text of an entry; null if there is none. @throws {Error} when the file cannot be read */
  read(name: string): Promise<string | null>;
  /**
   * Writes an entry in one step: readers see the old value or the new one, also after a loss of power.
   * @throws {Failure} when the disk is full or the folder may not be written
   */
  write(name: string, text: string): Promise<void>;
}

/** Opens a folder of keys; the first write creates it. Only this user may read it. */
export function openKeyFolder(folder: string): KeyFolder {
  return {
    async names() {
      const present = await readdir(folder).catch(nothingIfAbsent<string[]>([]));
      return present.filter((name) => ENTRY.test(name)).sort();
    },

    async read(name) {
      if (!ENTRY.test(name)) return null;
      return readFile(join(folder, name), 'utf8').catch(nothingIfAbsent(null));
    },

    async write(name, text) {
      await mkdir(folder, { recursive: true, mode: 0o700 });
      const temporary = join(folder, `.${randomUUID()}`);
      try {
        const file = await open(temporary, 'wx', 0o600);
        try {
          await file.writeFile(text);
          await file.sync();
        } finally {
          await file.close();
        }
        await rename(temporary, join(folder, name));
      } catch (error) {
        const code = error instanceof Error && 'code' in error ? error.code : error;
        throw new Failure(`cannot write to ${folder} (${code}); what was there is unchanged`);
      } finally {
        await rm(temporary, { force: true });
      }
    },
  };
}

function nothingIfAbsent<Value>(value: Value): (error: unknown) => Value {
  return (error) => {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return value;
    throw error;
  };
}
