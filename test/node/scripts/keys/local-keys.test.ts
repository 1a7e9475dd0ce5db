import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { withLocalKeys } from '../../../../scripts/keys/local-keys.ts';
import { program } from '../../../../scripts/keys.ts';
import { createKey, hashKey, hasKeyShape, keyRecordSchema } from '../../../../src/api-key.ts';
import { SECRET } from '../../../test-keys.ts';
import { runCommand } from '../../run-command.ts';
import { runScript } from '../../run-script.ts';

async function temporaryState(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'keys-test-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  return folder;
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
    start: line.key.slice(0, 12),
    models: ['us-delay', 'delay'],
    tier: 'standard',
    createdAt: expect.stringMatching(/^\d{4}-.*Z$/),
    expiresAt: '2999-01-01T00:00:00.000Z',
    environment: 'local',
  });
  expect(hasKeyShape(line.key)).toBe(true);
  const record = await withLocalKeys(async (keys) => keys.get(await hashKey(line.key)), join(state, 'v3'));
  expect(keyRecordSchema().parse(JSON.parse(record ?? ''))).toMatchObject({ id: line.id, models: line.models });
  expect(record).not.toContain(line.key);
});

test('keys list reads records from the local store with and without metadata', async () => {
  const state = await temporaryState();
  const [first, second] = await Promise.all([1, 2].map((k) => createKey({ name: 'partner' }, SECRET, new Date(k))));
  await withLocalKeys(
    async (keys) => {
      await keys.put(first!.hash, JSON.stringify(first!.record));
      await keys.put(second!.hash, JSON.stringify(second!.record), { metadata: second!.record });
    },
    join(state, 'v3'),
  );
  const { stdout } = await runCommand(program, ['list', '--json'], { STATE_DIR: state });
  const expected = [first, second].map((created) => ({ ...created!.record, state: 'active' }));
  expect(JSON.parse(stdout)).toEqual(expected);
});
