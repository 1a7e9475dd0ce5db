import { once } from 'node:events';
import { createServer } from 'node:http';
import { buffer } from 'node:stream/consumers';
import { expect, onTestFinished, test, vi } from 'vitest';
import { remoteStore } from '../../../../scripts/keys/remote-store.ts';
import { program } from '../../../../scripts/keys.ts';
import { createKey, hashKey, keyRecordSchema } from '../../../../src/api-key.ts';
import { bulletinSchema } from '../../../../src/key-bulletin.ts';
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
  vi.stubEnv('CLOUDFLARE_API_TOKEN', 'token');
  vi.stubEnv('CLOUDFLARE_ACCOUNT_ID', 'account');
  vi.stubEnv('CLOUDFLARE_API_BASE_URL', `http://127.0.0.1:${port}`);
  onTestFinished(() => void vi.unstubAllEnvs());
  return { calls, held };
}

test('keys --env manages the namespace of the deployed Worker, and sends hashes but never a key', async () => {
  const { calls, held } = await fakeAccount();
  const keys = async (args: string[], stdin = '') =>
    JSON.parse((await runCommand(program, [...args, '--env', 'dev', '--json'], {}, stdin)).stdout);
  const bulletin = () => bulletinSchema().parse(JSON.parse(held.get('bulletin')!.value));

  const created = await keys(['create', '--name', 'partner']);
  expect(created.environment).toBe('dev');
  const hash = await hashKey(created.key);
  expect([...held.keys()]).toEqual(['bulletin', hash]);
  const record = () => keyRecordSchema().parse(JSON.parse(held.get(hash)!.value));
  expect(record()).toMatchObject({ name: 'partner', models: ['*'], enabled: true });
  expect(held.get(hash)!.metadata).toEqual(JSON.parse(held.get(hash)!.value));

  expect(await keys(['disable', created.id])).toMatchObject({ id: created.id, state: 'disabled' });
  expect(record()).toMatchObject({ id: created.id, enabled: false });
  expect(held.get(hash)!.metadata).toEqual(JSON.parse(held.get(hash)!.value));
  expect(bulletin().changes).toMatchObject([{ id: created.id, enabled: false }]);

  const other = await createKey({ name: 'other' }, bulletin().secret, new Date());
  held.set(other.hash, { value: JSON.stringify(other.record), metadata: other.record });
  const before = calls.splice(0);
  expect(await keys(['verify'], other.key)).toMatchObject({ id: other.record.id, state: 'active' });
  expect(JSON.stringify(calls)).not.toContain(hash);
  expect(calls.map(({ request }) => request).join()).toContain(`prefix=${other.hash}`);
  expect(await remoteStore('dev').get('0'.repeat(64))).toBe(undefined);
  for (const { key } of [created, other]) expect(JSON.stringify([before, calls])).not.toContain(key.slice(12, 40));
}, 120_000);
