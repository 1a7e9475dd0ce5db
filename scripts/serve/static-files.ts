import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { extname, join } from 'node:path';
import { headersFor, parseHeaders } from './header-rules.ts';

const TYPES: Readonly<Record<string, string>> = {
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json',
  '.svg': 'image/svg+xml',
};

interface StaticFile {
  body: Uint8Array<ArrayBuffer>;
  type: string;
  etag: string;
}

/** Where a path leads: to a file, or to another path. */
type Found = { file: StaticFile } | { location: string } | undefined;

/**
 * Answers GET and HEAD from the files of a folder, which it reads once, as the static assets of Cloudflare do: `/docs` is
 * `docs.html`, `_headers` adds headers, `_redirects` gives files further paths, and an `ETag` answers 304. 404 without a
 * body where nothing is.
 */
export function openStaticFiles(folder: string): { fetch(request: Request): Promise<Response> } {
  const files = new Map(filesIn(folder, '/'));
  const rules = parseHeaders(takeText(files, '/_headers'));
  const aliases = parseRedirects(takeText(files, '/_redirects'));
  const find = (path: string) => findFile(files, aliases.get(path) ?? path, aliases.has(path));

  return {
    async fetch({ url, method, headers }) {
      const path = decoded(new URL(url).pathname);
      const found = find(path);
      if (found === undefined) return new Response(null, { status: 404 });
      if ('location' in found) return new Response(null, { status: 307, headers: { location: found.location } });
      const { body, type, etag } = found.file;
      const answered = {
        'content-type': type,
        etag,
        'cache-control': 'public, max-age=0, must-revalidate',
        ...headersFor(rules, path),
      };
      if (headers.get('if-none-match') === etag) return new Response(null, { status: 304, headers: answered });
      return new Response(method === 'HEAD' ? null : body, { headers: answered });
    },
  };
}

/** All files below a path of a folder. workerd's own `recursive` names them otherwise than Node. */
function filesIn(folder: string, path: string): [string, StaticFile][] {
  return readdirSync(join(folder, path), { withFileTypes: true }).flatMap((entry) => {
    const inside = `${path}${entry.name}`;
    return entry.isDirectory() ? filesIn(folder, `${inside}/`) : [[inside, toFile(join(folder, inside))]];
  });
}

function findFile(files: ReadonlyMap<string, StaticFile>, path: string, isAlias: boolean): Found {
  const exact = files.get(path);
  if (exact && isAlias) return { file: exact };
  if (exact && path.endsWith('/index.html')) return { location: path.slice(0, -'index.html'.length) };
  if (exact && path.endsWith('.html')) return { location: path.slice(0, -'.html'.length) };
  const page = files.get(path.endsWith('/') ? `${path}index.html` : `${path}.html`);
  const file = exact ?? page;
  if (file) return { file };
  return path.endsWith('/') && files.has(`${path.slice(0, -1)}.html`) ? { location: path.slice(0, -1) } : undefined;
}

function toFile(path: string): StaticFile {
  const body = Uint8Array.from(readFileSync(path));
  const digest = createHash('sha256').update(body).digest('hex').slice(0, 32);
  return { body, type: TYPES[extname(path)] ?? 'application/octet-stream', etag: `"${digest}"` };
}

/** The text of a file that is not served itself. */
function takeText(files: Map<string, StaticFile>, path: string): string {
  const text = Buffer.from(files.get(path)?.body ?? []).toString();
  files.delete(path);
  return text;
}

/** Lines such as `/models /models.json 200`: the first path is answered with the file at the second. */
function parseRedirects(text: string): Map<string, string> {
  const lines = text.split('\n').map((line) => line.trim().split(/\s+/));
  return new Map(lines.flatMap(([from, to, status]) => (status === '200' ? [[from!, to!]] : [])));
}

/** A path without escapes; as it is if its escapes are wrong. */
function decoded(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}
