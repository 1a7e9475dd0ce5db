import { readdir } from 'node:fs/promises';
import { extname } from 'node:path';

/** A module of a bundle: its file name and how workerd loads it. */
export interface BundleModule {
  name: string;
  kind: 'script' | 'data' | 'text';
}

const KINDS = new Map<string, BundleModule['kind']>([
  ['.js', 'script'],
  ['.bin', 'data'],
  ['.json', 'text'],
]);

const MAIN = 'index.js';
/** Wrangler puts a hash before the name of every module except the script. */
const HASHED = /^[0-9a-f]{40}-/;

/** The modules of a bundle in a folder, the main one first. Other files of the folder are not uploaded. */
export async function bundleModules(folder: string): Promise<BundleModule[]> {
  const names = (await readdir(folder)).filter((name) => HASHED.test(name));
  return [MAIN, ...names.toSorted()].flatMap((name) => {
    const kind = KINDS.get(extname(name));
    return kind ? [{ name, kind }] : [];
  });
}
