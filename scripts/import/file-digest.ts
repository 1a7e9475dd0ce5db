import { createHash } from 'node:crypto';
import { globSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';

/** SHA-256 of a file; of a folder, that of the names and digests of its files. */
export function fileDigest(path: string): string {
  const hash = createHash('sha256');
  if (statSync(path).isFile()) hash.update(readFileSync(path));
  else {
    const names = globSync('**', { cwd: path }).filter((name) => statSync(join(path, name)).isFile());
    for (const name of names.sort()) hash.update(`${name}\n${fileDigest(join(path, name))}\n`);
  }
  return `sha256:${hash.digest('hex')}`;
}
