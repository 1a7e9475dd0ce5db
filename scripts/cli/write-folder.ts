import { randomUUID } from 'node:crypto';
import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';

/** Writes files into a folder, by path, and removes all others. */
export async function writeFolder(folder: string, files: ReadonlyMap<string, string | Uint8Array>): Promise<void> {
  for (const [path, contents] of files) await replace(join(folder, path), Buffer.from(contents));
  const written = new Set([...files.keys()].map((path) => join(folder, path)));
  const present = await readdir(folder, { recursive: true, withFileTypes: true });
  for (const entry of present.filter((entry) => entry.isFile())) {
    const path = join(entry.parentPath, entry.name);
    if (!written.has(path)) await rm(path, { force: true });
  }
}

/** Writes a file if it has changed, in one step: builds run side by side, and servers watch the folder. */
async function replace(path: string, contents: Uint8Array): Promise<void> {
  const present = await readFile(path).catch(() => undefined);
  if (present?.equals(contents)) return;
  await mkdir(dirname(path), { recursive: true });
  const temporary = join('.build', `${randomUUID()}.tmp`);
  await writeFile(temporary, contents);
  await rename(temporary, path);
}
