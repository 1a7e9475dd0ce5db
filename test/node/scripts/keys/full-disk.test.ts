import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { addKey } from '../../../../scripts/keys/bulletin.ts';
import { folderStore } from '../../../../scripts/keys/folder-store.ts';
import { openKeyFolder } from '../../../../scripts/keys/key-folder.ts';
import { listKeys } from '../../../../scripts/keys/list-keys.ts';

/** A store of three keys, and `npm run keys` on it while no file may have more than a number of blocks. */
async function keysOnFullDisk() {
  const state = mkdtempSync(join(tmpdir(), 'full-disk-test-'));
  onTestFinished(() => rmSync(state, { recursive: true, force: true }));
  const folder = join(state, 'keys');
  const store = folderStore(openKeyFolder(folder));
  for (const name of ['a', 'b', 'c']) await addKey(store, { name }, new Date());
  const files = () => readdirSync(folder).map((name) => [name, readFileSync(join(folder, name), 'utf8')]);
  const run = (blocks: number, ...args: string[]) => {
    const command = `ulimit -f ${blocks}; exec "$@"`;
    const options = { env: { ...process.env, STATE_DIR: state }, encoding: 'utf8', stdio: 'pipe' } as const;
    try {
      execFileSync('sh', ['-c', command, 'sh', process.execPath, 'scripts/keys.ts', ...args], options);
      return '';
    } catch (error) {
      return (error as { stderr: string }).stderr;
    }
  };
  return { store, files, run };
}

const UNCHANGED = 'cannot write to .* \\(EFBIG\\); what was there is unchanged';

test.skipIf(process.platform === 'win32')(
  'on a full disk a key is written whole or not at all, and no key is lost',
  async () => {
    const { store, files, run } = await keysOnFullDisk();
    const before = files();
    expect(run(0, 'create', '--name', 'd')).toMatch(new RegExp(`^error: ${UNCHANGED}\n$`));
    expect(files()).toEqual(before);

    const ids = (await listKeys(store)).keys.map(({ record }) => record.id);
    expect(run(0, 'revoke', ids[0]!)).toMatch(new RegExp(`^error: ${UNCHANGED}\n$`));
    expect(files()).toEqual(before);
  },
);

test.skipIf(process.platform === 'win32')(
  'a change whose announcement did not fit says so, and is complete when it is repeated',
  async () => {
    const { store, run } = await keysOnFullDisk();
    const ids = (await listKeys(store)).keys.map(({ record }) => record.id);
    for (const id of ids.slice(1)) run(8, 'disable', id);
    // One block holds a record, but not a bulletin with three changes.
    expect(run(1, 'revoke', ids[0]!)).toMatch(
      new RegExp(
        `^error: ${UNCHANGED}; servers that remember the key ${ids[0]} do not know of its change: repeat it\n$`,
      ),
    );
    expect((await store.getBulletin())?.changes).toHaveLength(2);
    expect(run(8, 'revoke', ids[0]!)).toBe('');
    expect((await store.getBulletin())?.changes.find(({ id }) => id === ids[0])?.revokedAt).toBeTypeOf('string');
  },
);
