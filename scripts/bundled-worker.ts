import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { withTemporaryFolder } from './temporary-folder.ts';
import { runWrangler } from './wrangler.ts';

/** Number of bytes of a script as it is, and compressed as Cloudflare counts it. */
export interface BundleSize {
  bytes: number;
  gzip: number;
}

/**
 * Bundles the Worker as a deployment would, after the build command of wrangler.toml, and lends the folder.
 * @param options further options of `wrangler deploy`
 * @throws {Failure} with the reason of the build
 */
export async function withBundle<T>(options: string[], use: (folder: string) => Promise<T>): Promise<T> {
  return withTemporaryFolder(async (folder) => {
    await runWrangler('the build', ['deploy', '--dry-run', '--outdir', folder, ...options]);
    return use(folder);
  });
}

/** Size of the script in a folder that `withBundle` lends. */
export async function bundleSize(folder: string): Promise<BundleSize> {
  const script = await readFile(join(folder, 'index.js'));
  return { bytes: script.length, gzip: gzipSync(script).length };
}
