import { mkdtemp, readdir, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, expect, test, vi } from 'vitest';
import { openKeyFolder } from '../../../../scripts/keys/key-folder.ts';
import { simulateLocalKeys } from '../../../../scripts/keys/local-keys.ts';
import { withKeyStore } from '../../../../scripts/keys/open-store.ts';
import { withSimulatedKv } from '../../../../scripts/keys/simulated-kv.ts';
import { program } from '../../../../scripts/keys.ts';
import { createKey, hashKey, hasKeyShape, keyRecordSchema } from '../../../../src/api-key.ts';
import { SECRET } from '../../../test-keys.ts';
import { runCommand } from '../../run-command.ts';

let state: string;
beforeEach(async () => {
  state = await mkdtemp(join(tmpdir(), 'keys-test-'));
  vi.stubEnv('STATE_DIR', state);
  return async () => {
    vi.unstubAllEnvs();
    await rm(state, { recursive: true, force: true });
  };
});

const keys = (...args: string[]) => runCommand(program, args, { STATE_DIR: state });

test('keys create --json prints the key and its facts, and stores the record in a file named after the hash', async () => {
  const args = ['--name', 'partner', '--models', 'us-delay,delay,delay', '--expires', '2999-01-01', '--json'];
  const { code, stdout } = await keys('create', ...args);
  expect(code).toBe(0);
  const line = JSON.parse(stdout);
  expect(line).toEqual({
    id: expect.any(String),
    key: expect.any(String),
    name: 'partner',
    start: line.key.slice(0, 12),
    models: ['us-delay', 'delay'],
    tier: 'standard',
    createdAt: expect.stringMatching(/^\d{4}-.*Z$/),
    expiresAt: '2999-01-01T00:00:00.000Z',
    environment: 'local',
  });
  expect(hasKeyShape(line.key)).toBe(true);
  const record = await openKeyFolder(join(state, 'keys')).read(await hashKey(line.key));
  expect(keyRecordSchema().parse(JSON.parse(record ?? ''))).toMatchObject({ id: line.id, models: line.models });
  expect(record).not.toContain(line.key);
});

test('only this user may read keys, and a write leaves no other file', async () => {
  await keys('create', '--name', 'partner');
  expect((await stat(join(state, 'keys'))).mode & 0o777).toBe(0o700);
  const names = (await readdir(join(state, 'keys'))).sort((a, b) => a.length - b.length);
  expect(names).toEqual(['bulletin', expect.stringMatching(/^[0-9a-f]{64}$/)]);
  for (const name of names) expect((await stat(join(state, 'keys', name))).mode & 0o777).toBe(0o600);
});

test('names that are not those of keys are not read', async () => {
  const folder = openKeyFolder(join(state, 'keys'));
  await folder.write('bulletin', '{}');
  expect(await Promise.all(['../demo-key', '/etc/hostname', '..', 'a b', ''].map(folder.read))).toEqual(
    new Array(5).fill(null),
  );
});

test('keys of the KV that earlier releases used become files, and later writes reach both', async () => {
  const [first, second] = await Promise.all([1, 2].map((k) => createKey({ name: 'partner' }, SECRET, new Date(k))));
  await withSimulatedKv(async (namespace) => {
    await namespace.put(first!.hash, JSON.stringify(first!.record));
    await namespace.put(second!.hash, JSON.stringify(second!.record));
  });
  const { stdout } = await keys('list', '--json');
  const expected = [first, second].map((created) => ({ ...created!.record, state: 'active' }));
  expect(JSON.parse(stdout)).toEqual(expected);

  await keys('revoke', first!.record.id);
  const simulated = await withSimulatedKv((namespace) => namespace.get(first!.hash));
  expect(JSON.parse(simulated!).revokedAt).not.toBeNull();
});

test('start copies keys that were made without it to the KV that it simulates', async () => {
  const { hash, record } = await createKey({ name: 'partner' }, SECRET, new Date());
  await withKeyStore('local', (store) => store.put(hash, record));
  await simulateLocalKeys();
  const simulated = await withSimulatedKv((namespace) => namespace.get(hash));
  expect(JSON.parse(simulated!)).toEqual(record);
});
