import { execFile } from 'node:child_process';
import { cp, glob, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';
import { promisify } from 'node:util';
import { Failure } from '../cli/failure.ts';
import { buildScore } from './build-score.ts';
import { INITIALISER, initialiserManifest, type OwnManifest, packageManifest } from './manifest.ts';

/** Files that the compiled modules read, and that npm shows. */
const COPIED = [
  ...['LICENSE', 'README.md', 'wrangler.toml', 'scripts/package/template/**'],
  // Patterns leave out folders that begin with a dot unless they name them.
  'scripts/package/template/.github/**',
  ...[
    'src/page/**/*.{css,html,js,svg}',
    'src/page/_headers',
    'scripts/serve/export/**',
    'scripts/costs/*.json',
    'scripts/client/runtime.*',
    'scripts/export/runtime.py',
  ],
];

/**
 * Writes the package into a folder, and the one that `npm create` runs into another: modules compiled one by one, so
 * that Node runs them where it does not strip types.
 */
export async function buildPackages(folder: string, initialiser: string): Promise<void> {
  const manifest = JSON.parse(await readFile('package.json', 'utf8')) as OwnManifest;
  await rm(folder, { recursive: true, force: true });
  await compile(folder);
  await buildScore(join(folder, 'src', 'score.js'));
  for await (const path of glob('scripts/**/*.d.ts', { cwd: folder })) await rm(join(folder, path));
  for (const pattern of COPIED) {
    for await (const entry of glob(pattern, { withFileTypes: true })) {
      if (!entry.isFile()) continue;
      const path = relative('.', join(entry.parentPath, entry.name));
      await mkdir(dirname(join(folder, path)), { recursive: true });
      await cp(path, join(folder, path));
    }
  }
  await writeJson(join(folder, 'package.json'), packageManifest(manifest));
  await mkdir(initialiser, { recursive: true });
  await writeJson(join(initialiser, 'package.json'), initialiserManifest(manifest));
  await writeFile(join(initialiser, 'create.js'), INITIALISER);
}

async function compile(folder: string): Promise<void> {
  const tsc = join('node_modules', '.bin', 'tsc');
  try {
    await promisify(execFile)(tsc, ['-p', 'scripts/package/tsconfig.json', '--outDir', folder]);
  } catch (error) {
    throw new Failure(`the compiler failed: ${String((error as { stdout?: string }).stdout ?? error).split('\n')[0]}`);
  }
}

async function writeJson(path: string, value: object): Promise<void> {
  await writeFile(path, `${JSON.stringify(value, null, 2)}\n`);
}
