import { expect, onTestFinished, test, vi } from 'vitest';
import type { Route } from '../../src/routes.ts';
import { oneKey, tinyService } from './tiny.ts';

const greet: Route = {
  pattern: '/greet/:name',
  method: 'GET',
  access: 'key',
  errors: 'problem',
  handler: ({ parameters }, key) => ({
    answer: { status: 200, headers: { 'content-type': 'text/plain' }, body: `${parameters.name}, ${key.name}` },
  }),
};
const broken: Route = {
  pattern: '/broken',
  method: 'GET',
  access: 'open',
  errors: 'problem',
  handler: () => {
    throw new Error('out of order');
  },
};
const shadowed: Route = { ...greet, pattern: '/models' };

async function withRoutes() {
  const log = vi.spyOn(console, 'log').mockReturnValue();
  onTestFinished(() => log.mockRestore());
  const { key, store } = await oneKey();
  const { get, request } = tinyService({ keys: store, ownRoutes: [greet, broken, shadowed] });
  return { key, get, request, lines: () => log.mock.calls.map(([line]) => JSON.parse(line)) };
}

test("a project's own route is behind the same keys, methods and log as all others", async () => {
  const { key, get, request, lines } = await withRoutes();
  expect((await get('/greet/ann')).status).toBe(401);
  const answer = await get('/greet/ann', { 'x-api-key': key });
  expect([answer.status, await answer.text()]).toEqual([200, 'ann, test']);
  expect(answer.headers.get('x-request-id')).toMatch(/\w/);
  const post = await request('/greet/ann', { method: 'POST', headers: { 'x-api-key': key } });
  expect(post.status).toBe(405);
  expect(lines().map(({ route, status }) => [route, status])).toEqual([
    ['/greet/:name', 401],
    ['/greet/:name', 200],
    ['/greet/:name', 405],
  ]);
});

test("an error of a project's own route is a problem that says nothing about it, and no own route hides another", async () => {
  const { get, lines } = await withRoutes();
  const answer = await get('/broken');
  expect([answer.status, (await answer.text()).includes('out of order')]).toEqual([500, false]);
  expect(lines()[0].error).toContain('out of order');
  expect(await (await get('/models')).text()).not.toContain('test');
});
