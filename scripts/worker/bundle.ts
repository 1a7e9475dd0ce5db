import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { withTemporaryFolder } from '../cli/temporary-folder.ts';
import { runWrangler } from '../wrangler/run-wrangler.ts';
import { bundleModules } from './bundle-modules.ts';

/** Number of bytes of a bundle as it is, and compressed, module by module. */
export interface BundleSize {
  bytes: number;
  gzip: number;
}

/**
 * Bundles the Worker into a folder as a deployment would, after the build command of wrangler.toml.
 * @param options further options of `wrangler deploy`
 * @throws {Failure} with the reason of the build
 */
export async function buildBundle(folder: string, options: string[]): Promise<void> {
  await runWrangler('the build', ['deploy', '--dry-run', '--outdir', folder, ...options]);
}

/** Bundles the Worker and lends the folder of the bundle. @throws {Failure} with the reason of the build */
export async function withBundle<T>(options: string[], use: (folder: string) => Promise<T>): Promise<T> {
  return withTemporaryFolder(async (folder) => {
    await buildBundle(folder, options);
    return use(folder);
  });
}

/** Size of all modules of a bundle. */
export async function bundleSize(folder: string): Promise<BundleSize> {
  const sizes = await Promise.all((await bundleModules(folder)).map(({ name }) => fileSize(join(folder, name))));
  return sizes.reduce((sum, size) => ({ bytes: sum.bytes + size.bytes, gzip: sum.gzip + size.gzip }));
}

/** Size of the code of a bundle: its main module. */
export async function scriptSize(folder: string): Promise<BundleSize> {
  const [main] = await bundleModules(folder);
  return fileSize(join(folder, main!.name));
}

async function fileSize(path: string): Promise<BundleSize> {
  const content = await readFile(path);
  return { bytes: content.length, gzip: gzipSync(content).length };
}
