import { expect, test } from 'vitest';
import { environment, send, storedKey } from '../service.ts';

const paths = [...environment.routes.keys()].flatMap((model) => [`/inference/${model}`, `/v2/models/${model}/infer`]);

test.each(paths)('with a key, OPTIONS %s lists the methods of the path, and HEAD is not one of them', async (path) => {
  const headers = { 'x-api-key': await storedKey() };
  const options = await send(path, { method: 'OPTIONS', headers });
  expect([options.status, options.headers.get('allow'), await options.text()]).toEqual([204, 'POST, OPTIONS', '']);
  const head = await send(path, { method: 'HEAD', headers });
  expect([head.status, head.headers.get('allow'), await head.text()]).toEqual([405, 'POST, OPTIONS', '']);
  expect((await send(path, { method: 'OPTIONS' })).status).toBe(401);
});

test.each(['/models', '/health'])('a slash at the end of %s makes no difference', async (path) => {
  const [without, withSlash] = [await send(path), await send(`${path}/`)];
  expect(withSlash.status).toBe(without.status);
});
