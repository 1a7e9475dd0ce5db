import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { headersFor, parseHeaders } from '../../../../scripts/serve/header-rules.ts';
import { openStaticFiles } from '../../../../scripts/serve/static-files.ts';

const FILES = {
  'index.html': '<p>home',
  'docs.html': '<p>docs',
  'docs/viewer.js': 'view()',
  'models.json': '{}',
  _headers: '/*\n  X-Frame: none\n/docs\n  ! X-Frame\n  Link: <a>\n',
  _redirects: '/models /models.json 200\n',
};

let ask: (path: string, init?: RequestInit) => Promise<Response>;
beforeAll(async () => {
  const folder = await mkdtemp(join(tmpdir(), 'static-test-'));
  await mkdir(join(folder, 'docs'));
  for (const [path, text] of Object.entries(FILES)) await writeFile(join(folder, path), text);
  const files = openStaticFiles(folder);
  ask = (path, init) => files.fetch(new Request(`http://127.0.0.1${path}`, init));
  return () => rm(folder, { recursive: true });
});

test.each([
  ['/', '<p>home', 'text/html; charset=utf-8'],
  ['/docs', '<p>docs', 'text/html; charset=utf-8'],
  ['/docs/viewer.js', 'view()', 'text/javascript; charset=utf-8'],
  ['/models', '{}', 'application/json'],
])('%s is answered with its file', async (path, text, type) => {
  const answer = await ask(path);
  expect([answer.status, await answer.text(), answer.headers.get('content-type')]).toEqual([200, text, type]);
});

test.each([
  ['/docs.html', '/docs'],
  ['/docs/', '/docs'],
  ['/index.html', '/'],
])('%s leads to %s', async (path, location) => {
  const answer = await ask(path);
  expect([answer.status, answer.headers.get('location')]).toEqual([307, location]);
});

test.each(['/nothing', '/_headers', '/_redirects', '/docs/..%2f..%2fetc/hostname', '/%zz', '/models/'])(
  'nothing is at %s',
  async (path) => {
    expect((await ask(path)).status).toBe(404);
  },
);

test('an ETag that fits gets 304 without a body, and HEAD gets the headers alone', async () => {
  const { headers } = await ask('/docs');
  const etag = headers.get('etag')!;
  const second = await ask('/docs', { headers: { 'if-none-match': etag } });
  expect([second.status, await second.text()]).toEqual([304, '']);
  const head = await ask('/docs', { method: 'HEAD' });
  expect([head.status, await head.text(), head.headers.get('etag')]).toEqual([200, '', etag]);
});

test('rules of _headers add up in their order; ! takes a header away', () => {
  const rules = parseHeaders(FILES._headers);
  expect(headersFor(rules, '/')).toEqual({ 'x-frame': 'none' });
  expect(headersFor(rules, '/docs')).toEqual({ link: '<a>' });
  expect(headersFor(parseHeaders('/a.b\n  X: 1\n/*\n  X: 2\n'), '/a.b')).toEqual({ x: '1, 2' });
  expect(headersFor(parseHeaders('/a.b\n  X: 1\n'), '/aXb')).toEqual({});
});
