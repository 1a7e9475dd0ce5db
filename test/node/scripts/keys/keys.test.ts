import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { expect, onTestFinished, test } from 'vitest';
import { withLocalKeys } from '../../../../scripts/keys/local-keys.ts';
import { createKey, hashKey, isWellFormed, keyRecordSchema } from '../../../../src/api-key.ts';
import { runScript } from '../../run-script.ts';

async function temporaryState(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'keys-test-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

/** Cloudflare's account, as far as wrangler asks it for one KV namespace, and what it was asked. */
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
      const form = await new Response(new Uint8Array(bytes), { headers: { 'content-type': type } }).formData();
      const [value, metadata] = ['value', 'metadata'].map((part) => form.get(part));
      const text = typeof value === 'string' ? value : ((await value?.text()) ?? '');
      held.set(path.slice(namespace.length + 8), { value: text, metadata: JSON.parse(String(metadata)) });
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
  expect(keyRecordSchema().parse(JSON.parse(record ?? ''))).toMatchObject({ id: line.id, models: line.models });
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

test('keys list, rotate, revoke and verify follow a key through its life', async () => {
  const variables = { STATE_DIR: await temporaryState() };
  const { hash, key, record } = await createKey({ name: 'partner' }, new Date());
  // As other programs may write it: without metadata.
  await withLocalKeys((keys) => keys.put(hash, JSON.stringify(record)), join(variables.STATE_DIR, 'v3'));

  const rotated = await runScript('keys', ['rotate', record.id, '--overlap', '30m'], variables);
  const successor = rotated.stdout.trimEnd();
  expect(isWellFormed(successor)).toBe(true);
  expect(rotated.stderr).toContain('the old key expires at ');
  expect(await runScript('keys', ['verify'], variables, `${successor}\n`)).toMatchObject({ code: 0 });

  const revoked = await runScript('keys', ['revoke', record.id], variables);
  expect(revoked.stdout).toBe(`${record.id} is revoked; the Worker heeds it within a minute\n`);
  const refused = await runScript('keys', ['verify'], variables, key);
  expect(refused).toEqual({ code: 1, stdout: '', stderr: `error: the key ${record.id} is revoked\n` });

  const { stdout } = await runScript('keys', ['list', '--json'], variables);
  expect(JSON.parse(stdout).map(({ state }: { state: string }) => state)).toEqual(['revoked', 'active']);
  for (const shown of [key, successor]) expect(stdout).not.toContain(shown.slice(7, 20));
}, 120_000);

test('keys --env manages the namespace of the deployed Worker, which learns hashes and never a key', async () => {
  const { calls, held, variables } = await fakeAccount();
  const keys = async (...args: string[]) =>
    JSON.parse((await runScript('keys', [...args, '--env', 'dev', '--json'], variables)).stdout);

  const created = await keys('create', '--name', 'partner');
  expect(created.environment).toBe('dev');
  const hash = await hashKey(created.key);
  expect([...held.keys()]).toEqual([hash]);
  expect(keyRecordSchema().parse(JSON.parse(held.get(hash)!.value))).toMatchObject({ name: 'partner', models: ['*'] });
  expect(held.get(hash)!.metadata).toEqual(JSON.parse(held.get(hash)!.value));

  const successor = await keys('rotate', created.id, '--overlap', '24h');
  expect(successor).toMatchObject({ replaces: created.id, environment: 'dev' });
  const records = [...held.values()].map(({ value }) => keyRecordSchema().parse(JSON.parse(value)));
  expect(records.map(({ id, enabled, expiresAt }) => [id, enabled, expiresAt])).toEqual([
    [created.id, true, successor.oldExpiresAt],
    [successor.id, true, null],
  ]);
  calls.length = 0;
  const verified = await runScript('keys', ['verify', '--env', 'dev', '--json'], variables, created.key);
  expect(JSON.parse(verified.stdout)).toMatchObject({ id: created.id, state: 'active' });
  expect(JSON.stringify(calls)).not.toContain(await hashKey(successor.key));
  expect(calls.map(({ request }) => request).join()).toContain(`prefix=${hash}`);
  const unknown = await runScript(
    'keys',
    ['verify', '--env', 'dev'],
    variables,
    (await createKey({ name: '' }, new Date())).key,
  );
  expect(unknown.stderr).toBe('error: the key is well-formed, but this environment does not have it\n');
  for (const { key } of [created, successor]) expect(JSON.stringify(calls)).not.toContain(key.slice(7, 40));
}, 120_000);

test('a record in KV that is none is told on stderr, and keeps nobody from the keys', async () => {
  const variables = { STATE_DIR: await temporaryState() };
  const { hash, key, record } = await createKey({ name: 'partner' }, new Date());
  const wrong = await createKey({ name: 'wrong' }, new Date());
  await withLocalKeys(
    async (keys) => {
      await keys.put(hash, JSON.stringify(record), { metadata: record });
      await keys.put('written by another program', 'not JSON');
      await keys.put(wrong.hash, JSON.stringify({ ...wrong.record, enabled: 'yes' }));
    },
    join(variables.STATE_DIR, 'v3'),
  );
  const keys = (args: string[], input?: string) => runScript('keys', [...args, '--json'], variables, input);

  const listed = await keys(['list']);
  expect([listed.code, JSON.parse(listed.stdout)]).toEqual([0, [{ ...record, state: 'active' }]]);
  expect(listed.stderr).toContain('warning: the record of "written by another program" is wrong: record: ');
  expect(listed.stderr).toContain(`warning: the record of "${wrong.hash}" is wrong: enabled: `);
  expect(await keys(['disable', record.id])).toMatchObject({ code: 0, stdout: expect.stringContaining('disabled') });
  expect(await keys(['verify'], key)).toEqual({
    code: 1,
    stdout: '',
    stderr: `error: the key ${record.id} is disabled\n`,
  });
  expect((await keys(['verify'], wrong.key)).stderr).toContain('error: the record of');
}, 120_000);

test.each([
  [[], "required option '--name <name>' not specified"],
  [['--name', ''], '--name is "": expected 1 to 100 characters'],
  [['--name', 'x'.repeat(101)], 'expected 1 to 100 characters'],
  [['--name', 'a\u001b[2Jb'], '--name is "a\\u001b[2Jb": expected 1 to 100 characters, all of one line'],
  [['--name', 'a\nb'], '--name is "a\\nb": expected 1 to 100 characters, all of one line'],
  [['--name', 'a\u202eb'], 'expected 1 to 100 characters, all of one line'],
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

test.each([
  [['rotate', 'x', '--overlap', 'soon'], '--overlap is "soon": expected a duration such as 24h, 30m or 7d'],
  [['revoke'], "missing required argument 'id'"],
  [['list', '--env', 'qa'], '--env: there is no "qa"; expected local, dev, prd'],
])('keys %j is refused in one sentence', async (args, sentence) => {
  const { code, stdout, stderr } = await runScript('keys', args, { STATE_DIR: await temporaryState() });
  expect(code).not.toBe(0);
  expect(stdout).toBe('');
  expect(stderr).toContain(`error: ${sentence}`);
});
