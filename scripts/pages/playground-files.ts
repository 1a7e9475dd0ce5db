import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { build } from 'esbuild';
import { productFile, productModule } from '../cli/product.ts';

const FOLDER = productFile('src/page');
/** Names of files that are served unchanged. */
const STATIC = /^(_headers|[a-z].*\.(html|css|svg))$/;
const STYLESHEET = '<link rel="stylesheet" href="/playground.css" />';
const STYLE_POLICY = "style-src 'self'";

/** The files of the playground, by path: static files, the script, and what it loads only for some visitors. */
export async function playgroundFiles(): Promise<Map<string, Uint8Array>> {
  const files = new Map<string, Uint8Array>();
  for (const entry of await readdir(FOLDER, { withFileTypes: true })) {
    if (entry.isFile() && STATIC.test(entry.name)) files.set(entry.name, await readFile(join(FOLDER, entry.name)));
  }
  files.set('index.html', withoutIndentation(files.get('index.html')!));
  inlineStyle(files, await minified('playground.css'));
  files.set('docs.css', Buffer.from(await minified('docs.css')));
  for (const [name, text] of await scripts()) files.set(name, Buffer.from(text));
  return files;
}

/** Moves the style into the page, to save a request before the first paint. The policy allows it by its hash. */
function inlineStyle(files: Map<string, Uint8Array>, style: string): void {
  const hash = createHash('sha256').update(style).digest('base64');
  const replaceIn = (name: string, text: string, replacement: string) => {
    const contents = String(Buffer.from(files.get(name)!));
    if (!contents.includes(text)) throw new Error(`${join(FOLDER, name)} lacks ${text}`);
    files.set(name, Buffer.from(contents.replace(text, () => replacement)));
  };
  replaceIn('index.html', STYLESHEET, `<style>${style}</style>`);
  replaceIn('_headers', STYLE_POLICY, `${STYLE_POLICY} 'sha256-${hash}'`);
  files.delete('playground.css');
}

function withoutIndentation(html: Uint8Array): Uint8Array {
  return Buffer.from(String(Buffer.from(html)).replace(/\n\s+/g, '\n'));
}

const OPTIONS = { bundle: true, minify: true, charset: 'utf8', format: 'esm', target: 'esnext', write: false } as const;

/** A style sheet, bundled with its imports and minified. */
async function minified(name: string): Promise<string> {
  const { outputFiles } = await build({ ...OPTIONS, entryPoints: [join(FOLDER, name)] });
  return outputFiles[0]!.text;
}

/** The script, and a file for each import that it makes only when it needs it. */
async function scripts(): Promise<[name: string, text: string][]> {
  const parts = { splitting: true, outdir: '.', chunkNames: '[name]' };
  const { outputFiles } = await build({ ...OPTIONS, ...parts, entryPoints: [productModule('src/page/playground')] });
  return outputFiles.map(({ path, text }) => [basename(path), text]);
}
