import { expect, test } from 'vitest';
import { tinyService } from '../tiny.ts';

const assets = {
  async fetch({ method, url }: Request): Promise<Response> {
    const { pathname } = new URL(url);
    if (pathname === '/not-found') return new Response(method === 'HEAD' ? null : 'a page that says so');
    if (pathname !== '/page') return new Response(null, { status: 404 });
    return new Response(method === 'HEAD' ? null : 'a page', { headers: { 'cache-control': 'public' } });
  },
};
const { request } = tinyService({ assets });

test('a page is read by GET and HEAD, with its own headers', async () => {
  const page = await request('/page');
  expect([page.status, await page.text(), page.headers.get('cache-control')]).toEqual([200, 'a page', 'public']);
  expect((await request('/page', { method: 'HEAD' })).status).toBe(200);
});

test('other methods of a page get 405 with Allow, OPTIONS 204, and a path without a page 404', async () => {
  for (const method of ['POST', 'PUT', 'DELETE']) {
    const refused = await request('/page', { method });
    expect([refused.status, refused.headers.get('allow')]).toEqual([405, 'GET, HEAD, OPTIONS']);
    expect(await refused.json()).toMatchObject({ type: '/problems/method-not-allowed', instance: '/page' });
    expect((await request('/nowhere', { method })).status).toBe(404);
  }
  const options = await request('/page', { method: 'OPTIONS' });
  expect([options.status, options.headers.get('allow')]).toEqual([204, 'GET, HEAD, OPTIONS']);
});

test('a browser at a wrong address gets a page with 404, a program the problem', async () => {
  const accept = { accept: 'text/html,application/xhtml+xml,*/*;q=0.8' };
  const browser = await request('/nowhere', { headers: accept });
  expect([browser.status, await browser.text()]).toEqual([404, 'a page that says so']);
  expect((await request('/nowhere', { method: 'HEAD', headers: accept })).status).toBe(404);
  for (const init of [{}, { headers: { accept: '*/*' } }, { method: 'POST', headers: accept }]) {
    const program = await request('/nowhere', init);
    expect(program.status).toBe(404);
    expect(await program.json()).toMatchObject({ type: '/problems/unknown-path' });
  }
});
