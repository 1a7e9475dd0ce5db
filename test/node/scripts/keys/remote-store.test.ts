import { once } from 'node:events';
import { createServer } from 'node:http';
import { buffer } from 'node:stream/consumers';
import { expect, onTestFinished, test } from 'vitest';
import { program } from '../../../../scripts/keys.ts';
import { createKey, hashKey, keyRecordSchema } from '../../../../src/api-key.ts';
import { bulletinSchema } from '../../../../src/key-bulletin.ts';
import { SECRET } from '../../../test-keys.ts';
import { runCommand } from '../../run-command.ts';

/** The part of Cloudflare's API that wrangler needs for one KV namespace, and the requests that it received. */
async function fakeAccount() {
  const calls: { request: string; body: string }[] = [];
  const held = new Map<string, { value: string; metadata: unknown }>();
  const namespace = '/accounts/account/storage/kv/namespaces/namespace';
  const account = createServer(async (request, response) => {
    const bytes = await buffer(request);
    calls.push({ request: `${request.method} ${request.url}`, body: bytes.toString() });
    const path = new URL(request.url ?? '', 'http://account.test').pathname;
    let result: unknown = { bindings: [{ type: 'kv_namespace', name: 'KEYS', namespace_id: 'namespace' }] };
    if (request.method === 'PUT' && path.startsWith(`${namespace}/values/`)) {
      const type = request.headers['content-type'] ?? '';
      const name = path.slice(namespace.length + 8);
      if (type.startsWith('multipart/')) {
        const form = await new Response(new Uint8Array(bytes), { headers: { 'content-type': type } }).formData();
        const [value, metadata] = ['value', 'metadata'].map((part) => form.get(part));
        const text = typeof value === 'string' ? value : ((await value?.text()) ?? '');
        held.set(name, { value: text, metadata: JSON.parse(String(metadata)) });
      } else held.set(name, { value: bytes.toString(), metadata: undefined });
      result = {};
    } else if (path.startsWith(`${namespace}/values/`)) {
      response.end(held.get(path.slice(namespace.length + 8))?.value);
      return;
    } else if (path === `${namespace}/keys`) {
      const prefix = new URL(request.url ?? '', 'http://account.test').searchParams.get('prefix') ?? '';
      const named = [...held].filter(([name]) => name.startsWith(prefix));
      result = named.map(([name, { metadata }]) => ({ name, metadata }));
    }
    response.setHeader('content-type', 'application/json');
    response.end(JSON.stringify({ success: true, errors: [], messages: [], result }));
  });
  await once(account.listen(0, '127.0.0.1'), 'listening');
  onTestFinished(() => void account.close());
  const address = account.address();
  const port = typeof address === 'object' && address ? address.port : 0;
  const variables = {
    CLOUDFLARE_API_TOKEN: 'token',
    CLOUDFLARE_ACCOUNT_ID: 'account',
    CLOUDFLARE_API_BASE_URL: `http://127.0.0.1:${port}`,
  };
  return { calls, held, variables };
}

test('keys --env manages the namespace of the deployed Worker, and sends hashes but never a key', async () => {
  const { calls, held, variables } = await fakeAccount();
  const keys = async (...args: string[]) =>
    JSON.parse((await runCommand(program, [...args, '--env', 'dev', '--json'], variables)).stdout);

  const created = await keys('create', '--name', 'partner');
  expect(created.environment).toBe('dev');
  const hash = await hashKey(created.key);
  expect([...held.keys()]).toEqual(['bulletin', hash]);
  expect(keyRecordSchema().parse(JSON.parse(held.get(hash)!.value))).toMatchObject({ name: 'partner', models: ['*'] });
  expect(held.get(hash)!.metadata).toEqual(JSON.parse(held.get(hash)!.value));

  const successor = await keys('rotate', created.id, '--overlap', '24h');
  expect(successor).toMatchObject({ replaces: created.id, environment: 'dev' });
  const bulletin = bulletinSchema().parse(JSON.parse(held.get('bulletin')!.value));
  expect(bulletin.changes.map(({ id }) => id)).toEqual([created.id, successor.id]);
  const stored = [...held].filter(([name]) => name !== 'bulletin');
  const records = stored.map(([, { value }]) => keyRecordSchema().parse(JSON.parse(value)));
  expect(records.map(({ id, enabled, expiresAt }) => [id, enabled, expiresAt])).toEqual([
    [created.id, true, successor.oldExpiresAt],
    [successor.id, true, null],
  ]);
  calls.length = 0;
  const verified = await runCommand(program, ['verify', '--env', 'dev', '--json'], variables, created.key);
  expect(JSON.parse(verified.stdout)).toMatchObject({ id: created.id, state: 'active' });
  expect(JSON.stringify(calls)).not.toContain(await hashKey(successor.key));
  expect(calls.map(({ request }) => request).join()).toContain(`prefix=${hash}`);
  const unknown = await runCommand(
    program,
    ['verify', '--env', 'dev'],
    variables,
    (await createKey({ name: '' }, SECRET, new Date())).key,
  );
  expect(unknown.stderr).toBe('error: this environment did not make the key, or the key was mistyped\n');
  for (const { key } of [created, successor]) expect(JSON.stringify(calls)).not.toContain(key.slice(12, 40));
}, 120_000);
