import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { expect, onTestFinished, test } from 'vitest';
import { withLocalKeys } from '../../scripts/local-keys.ts';
import { hashKey, isWellFormed, keyRecordSchema } from '../../src/api-key.ts';
import { runScript } from './run-script.ts';

async function temporaryState(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'keys-test-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

function stored(state: string, hash: string): Promise<string | null> {
  return withLocalKeys((store) => store.get(hash), join(state, 'v3'));
}

test('keys create --json prints the key and its facts, and stores the record under the hash', async () => {
  const state = await temporaryState();
  const args = ['create', '--name', 'partner', '--models', 'us-delay,delay,delay', '--expires', '2999-01-01', '--json'];
  const { code, stdout } = await runScript('keys', args, { STATE_DIR: state });

  expect(code).toBe(0);
  const line = JSON.parse(stdout);
  expect(line).toEqual({
    id: expect.any(String),
    key: expect.any(String),
    name: 'partner',
    start: line.key.slice(0, 7),
    models: ['us-delay', 'delay'],
    tier: 'standard',
    createdAt: expect.stringMatching(/^\d{4}-.*Z$/),
    expiresAt: '2999-01-01T00:00:00.000Z',
    environment: 'local',
  });
  expect(isWellFormed(line.key)).toBe(true);
  const record = await stored(state, await hashKey(line.key));
  expect(keyRecordSchema.parse(JSON.parse(record ?? ''))).toMatchObject({ id: line.id, models: line.models });
  expect(record).not.toContain(line.key);
});

test('keys create prints nothing but the key on stdout', async () => {
  const { code, stdout, stderr } = await runScript('keys', ['create', '--name', 'partner', '--local'], {
    STATE_DIR: await temporaryState(),
  });
  expect(code).toBe(0);
  expect(isWellFormed(stdout.trimEnd())).toBe(true);
  expect(stderr).toContain('"partner" in local: all models; tier standard; expires never');
});

test('keys create --env writes to the namespace of the deployed Worker, which learns the hash and never the key', async () => {
  const calls: { request: string; body: string }[] = [];
  const account = createServer(async (request, response) => {
    calls.push({ request: `${request.method} ${request.url}`, body: await text(request) });
    const result = { bindings: [{ type: 'kv_namespace', name: 'KEYS', namespace_id: 'namespace' }] };
    response.setHeader('content-type', 'application/json');
    response.end(JSON.stringify({ success: true, errors: [], messages: [], result }));
  });
  await once(account.listen(0, '127.0.0.1'), 'listening');
  onTestFinished(() => void account.close());
  const address = account.address();
  const port = typeof address === 'object' && address ? address.port : 0;

  const { code, stdout } = await runScript('keys', ['create', '--name', 'partner', '--env', 'dev', '--json'], {
    CLOUDFLARE_API_TOKEN: 'token',
    CLOUDFLARE_ACCOUNT_ID: 'account',
    CLOUDFLARE_API_BASE_URL: `http://127.0.0.1:${port}`,
  });

  expect(code).toBe(0);
  const { key, environment } = JSON.parse(stdout);
  expect(environment).toBe('dev');
  const put = calls.find(({ request }) => request.startsWith('PUT'));
  expect(put?.request).toBe(`PUT /accounts/account/storage/kv/namespaces/namespace/values/${await hashKey(key)}`);
  expect(keyRecordSchema.parse(JSON.parse(put?.body ?? ''))).toMatchObject({ name: 'partner', models: ['*'] });
  expect(JSON.stringify(calls)).not.toContain(key);
});

test.each([
  [[], "required option '--name <name>' not specified"],
  [['--name', ''], '--name is "": expected 1 to 100 characters'],
  [['--name', 'x', '--models', 'delay,nope'], '--models: there is no "nope"; expected '],
  [['--name', 'x', '--tier', 'gold'], '--tier: there is no "gold"; expected standard, unlimited'],
  [['--name', 'x', '--expires', '2020-01-01'], '--expires is "2020-01-01": expected a moment in the future'],
  [['--name', 'x', '--env', 'qa'], '--env: there is no "qa"; expected local, dev, prd'],
  [['--name', 'x', '--env', 'dev', '--local'], '--local and --env dev exclude each other'],
  [['--name', 'x', '--env', 'prd'], 'CLOUDFLARE_API_TOKEN must be set to reach the Cloudflare account'],
])('keys create %j is refused in one sentence', async (args, sentence) => {
  const { code, stdout, stderr } = await runScript('keys', ['create', ...args], {
    STATE_DIR: join(tmpdir(), 'never-written'),
    CLOUDFLARE_API_TOKEN: '',
    CLOUDFLARE_ACCOUNT_ID: 'account',
  });
  expect(code).not.toBe(0);
  expect(stdout).toBe('');
  expect(stderr).toMatch(/^error: /);
  expect(stderr).toContain(sentence);
  expect(stderr).not.toContain('    at ');
});
