import { randomUUID } from 'node:crypto';
import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { ArtifactFile } from '../models/artifact-errors.ts';
import { playgroundFiles } from './playground-files.ts';
import { referenceFiles } from './reference-files.ts';

/** The static assets, which the service answers without calling the Worker; `[assets]` in wrangler.toml names it. */
const FOLDER = join('.build', 'assets');

/** Writes all static assets, and removes files that are no longer assets. */
export async function writePages(artifacts: readonly ArtifactFile[], folder = FOLDER): Promise<void> {
  const files = new Map([...(await playgroundFiles(artifacts)), ...(await referenceFiles(artifacts))]);
  for (const [path, contents] of files) await replace(join(folder, path), contents);
  const present = await readdir(folder, { recursive: true, withFileTypes: true });
  for (const entry of present.filter((entry) => entry.isFile())) {
    const path = join(entry.parentPath, entry.name);
    if (![...files.keys()].some((name) => join(folder, name) === path)) await rm(path, { force: true });
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
