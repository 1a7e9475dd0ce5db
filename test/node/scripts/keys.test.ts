import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, expect, test } from 'vitest';
import { type KeyFolder, openKeyFolder } from '../../../scripts/keys/key-folder.ts';
import { program } from '../../../scripts/keys.ts';
import { createKey, hasKeyShape } from '../../../src/api-key.ts';
import { bulletinOf, earlierKey, SECRET } from '../../test-keys.ts';
import { runCommand } from '../run-command.ts';

let state: string;
let store: KeyFolder;
beforeEach(async () => {
  state = await mkdtemp(join(tmpdir(), 'keys-test-'));
  store = openKeyFolder(join(state, 'keys'));
  return () => rm(state, { recursive: true });
});

const keys = (args: string[], stdin = '') => runCommand(program, args, { STATE_DIR: state }, stdin);

test('keys create prints nothing but the key on stdout', async () => {
  const { code, stdout, stderr } = await keys(['create', '--name', 'partner', '--local']);
  expect(code).toBe(0);
  expect(hasKeyShape(stdout.trimEnd())).toBe(true);
  expect(stderr).toContain('"partner" in local: all models; tier standard; expires never');
});

test('keys create --prefix begins the key, also its successor; another prefix is refused by its name', async () => {
  const { id, key } = JSON.parse((await keys(['create', '--name', 'p', '--prefix', 'acme', '--json'])).stdout);
  expect(key).toMatch(/^acme_/);
  expect(await keys(['verify'], `${key}\n`)).toMatchObject({ code: 0 });
  expect((await keys(['rotate', id])).stdout).toMatch(/^acme_/);
  expect(await keys(['create', '--name', 'p', '--prefix', 'Ac_me'])).toEqual({
    code: 1,
    stdout: '',
    stderr: 'error: --prefix is "Ac_me": expected 2 to 10 lower-case letters and digits, a letter first\n',
  });
});

test('keys list, show, rotate, revoke and verify follow a key through its life', async () => {
  const { hash, key, record } = await earlierKey(new Date('2026-01-01'));
  await store.write(hash, JSON.stringify(record));

  const rotated = await keys(['rotate', record.id, '--overlap', '30m']);
  const successor = rotated.stdout.trimEnd();
  expect(hasKeyShape(successor)).toBe(true);
  expect(rotated.stderr).toContain('the old key expires at ');
  expect(await keys(['verify'], `${successor}\n`)).toMatchObject({ code: 0 });

  const revoked = await keys(['revoke', record.id]);
  expect(revoked.stdout).toBe(
    `${record.id} is revoked; this takes effect within 30 seconds after Cloudflare shows the change; ` +
      'a KV write may take 60 seconds or more to be seen\n',
  );
  const refused = await keys(['verify'], key);
  expect(refused).toEqual({ code: 1, stdout: '', stderr: `error: the key ${record.id} is revoked\n` });
  expect((await keys(['show', record.id])).stdout).toMatch(/^state +revoked$/m);

  const { stdout } = await keys(['list', '--json']);
  expect(JSON.parse(stdout).map(({ state }: { state: string }) => state)).toEqual(['revoked', 'active']);
  for (const shown of [key, successor]) expect(stdout).not.toContain(shown.slice(12, 20));
});

test('keys create --owner and --models are kept by rotate; keys list --owner lists the keys of one owner', async () => {
  const scope = ['--models', 'us-delay/one-hot,delay', '--owner', 'ana', '--json'];
  const { id } = JSON.parse((await keys(['create', '--name', 'first', ...scope])).stdout);
  await keys(['create', '--name', 'second', '--owner', 'bo']);
  await keys(['create', '--name', 'third']);
  const successor = JSON.parse((await keys(['rotate', id, '--json'])).stdout);
  expect(successor).toMatchObject({ owner: 'ana', models: ['us-delay/one-hot', 'delay'] });
  const listed = JSON.parse((await keys(['list', '--owner', 'ana', '--json'])).stdout);
  expect(listed.map((record: { id: string; owner: string }) => [record.id, record.owner])).toEqual([
    [id, 'ana'],
    [successor.id, 'ana'],
  ]);
  expect((await keys(['list'])).stdout).toMatch(/^id +name +owner +start /);
  expect((await keys(['list', '--owner', 'cy'])).stdout).toBe('there is no key of "cy" in local\n');
});

test('a name of 100 characters may have twice as many UTF-16 units', async () => {
  expect((await keys(['create', '--name', '👩'.repeat(100)])).code).toBe(0);
});

test('keys renew-secret replaces the secret; earlier keys go on working', async () => {
  const earlier = (await keys(['create', '--name', 'earlier'])).stdout;
  const { stdout } = await keys(['renew-secret']);
  expect(stdout).toBe(
    'new keys of local get MACs of a new secret; earlier keys that are listed, and work as before: 1\n',
  );
  const later = (await keys(['create', '--name', 'later'])).stdout;
  const first = await keys(['verify', '--json'], earlier);
  const second = await keys(['verify', '--json'], later);
  expect([first.code, second.code]).toEqual([0, 0]);
  expect(JSON.parse(first.stdout).secretId).not.toBe(JSON.parse(second.stdout).secretId);
});

test('an invalid record in KV is reported on stderr, and the other keys can still be managed', async () => {
  const { hash, key, record } = await createKey({ name: 'partner' }, SECRET, new Date());
  const wrong = await createKey({ name: 'wrong' }, SECRET, new Date());
  await store.write('bulletin', JSON.stringify(bulletinOf()));
  await store.write(hash, JSON.stringify(record));
  await store.write('notes', 'not JSON');
  await store.write(wrong.hash, JSON.stringify({ ...wrong.record, enabled: 'yes' }));

  const listed = await keys(['list', '--json']);
  expect([listed.code, JSON.parse(listed.stdout)]).toEqual([0, [{ ...record, state: 'active' }]]);
  expect(listed.stderr).toContain('warning: the record of "notes" is wrong: record: ');
  expect(listed.stderr).toContain(`warning: the record of "${wrong.hash}" is wrong: enabled: `);
  expect(await keys(['disable', record.id, '--json'])).toMatchObject({
    code: 0,
    stdout: expect.stringContaining('disabled'),
  });
  expect(await keys(['verify', '--json'], key)).toEqual({
    code: 1,
    stdout: '',
    stderr: `error: the key ${record.id} is disabled\n`,
  });
  expect((await keys(['verify', '--json'], wrong.key)).stderr).toContain('error: the record of');
});

test.each([
  [[], "required option '--name <name>' not specified"],
  [['--name', ''], '--name is "": expected 1 to 100 characters'],
  [['--name', 'x'.repeat(101)], 'expected 1 to 100 characters'],
  [['--name', '👩'.repeat(101)], 'expected 1 to 100 characters'],
  [['--name', 'a\u001b[2Jb'], '--name is "a\\u001b[2Jb": expected 1 to 100 characters on one line'],
  [['--name', 'a\nb'], '--name is "a\\nb": expected 1 to 100 characters on one line'],
  [['--name', 'a\u202eb'], 'expected 1 to 100 characters on one line'],
  [['--name', 'x', '--owner', ' '], '--owner is " ": expected 1 to 100 characters on one line'],
  [['--name', 'x', '--models', 'delay/nope'], '--models: there is no "delay/nope"; expected '],
  [['--name', 'x', '--models', 'delay,nope'], '--models: there is no "nope"; expected '],
  [['--name', 'x', '--tier', 'gold'], '--tier: there is no "gold"; expected standard, unlimited'],
  [['--name', 'x', '--expires', '2020-01-01'], '--expires is "2020-01-01": expected a moment in the future'],
  [['--name', 'x', '--env', 'qa'], '--env: there is no "qa"; expected local, dev, prd'],
  [['--name', 'x', '--env', 'dev', '--local'], '--local and --env dev exclude each other'],
  [['--name', 'x', '--env', 'dev', '--remote'], '--remote excludes --local and --env'],
  [['--name', 'x', '--remote'], 'CLOUDFLARE_API_TOKEN must be set'],
  [['--name', 'x', '--env', 'prd'], 'CLOUDFLARE_API_TOKEN must be set to reach the Cloudflare account'],
])('keys create %j is refused in one sentence', async (args, sentence) => {
  const noToken = { STATE_DIR: state, CLOUDFLARE_API_TOKEN: '', CLOUDFLARE_ACCOUNT_ID: 'account' };
  const { code, stdout, stderr } = await runCommand(program, ['create', ...args], noToken);
  expect(code).toBe(1);
  expect(stdout).toBe('');
  expect(stderr).toMatch(/^error: /);
  expect(stderr).toContain(sentence);
  expect(stderr).not.toContain('    at ');
  expect(await store.names()).toEqual([]);
});

test.each([
  [['rotate', 'x', '--overlap', 'soon'], '--overlap is "soon": expected a duration such as 24h, 30m or 7d'],
  [['revoke'], "missing required argument 'id'"],
  [['list', '--env', 'qa'], '--env: there is no "qa"; expected local, dev, prd'],
])('keys %j is refused in one sentence', async (args, sentence) => {
  const { code, stdout, stderr } = await keys(args);
  expect(code).toBe(1);
  expect(stdout).toBe('');
  expect(stderr).toContain(`error: ${sentence}`);
});
