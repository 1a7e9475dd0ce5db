import { readdir, readFile } from 'node:fs/promises';
import { extname, join } from 'node:path';
import { build } from 'esbuild';
import type { ArtifactFile } from './artifact-problems.ts';
import { pageWords } from './page-words.ts';

const FOLDER = join('src', 'page');
/** Kinds of files that are served as they are; `_headers` has none. */
const STATIC = new Set(['.html', '.css', '.svg', '']);

/** The playground, by path: its static files, one script, and the words that models bring along. */
export async function pageFiles(artifacts: readonly ArtifactFile[]): Promise<Map<string, Uint8Array>> {
  const files = new Map<string, Uint8Array>();
  for (const entry of await readdir(FOLDER, { withFileTypes: true })) {
    if (!entry.isFile() || !STATIC.has(extname(entry.name))) continue;
    files.set(entry.name, await readFile(join(FOLDER, entry.name)));
  }
  const { outputFiles } = await build({
    entryPoints: [join(FOLDER, 'playground.ts')],
    bundle: true,
    minify: true,
    format: 'esm',
    target: 'es2023',
    write: false,
  });
  files.set('playground.js', outputFiles[0]!.contents);
  files.set('words.json', new TextEncoder().encode(JSON.stringify(await pageWords(artifacts))));
  return files;
}
