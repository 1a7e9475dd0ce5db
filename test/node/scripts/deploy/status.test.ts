import { expect, test } from 'vitest';
import { findVersion, statusTable, versionBefore, versionStatus } from '../../../../scripts/deploy/status.ts';
import { fakeAccount } from './fake-account.ts';

/** v1 answered everything, then v2, then v3 and v2 share the requests. */
async function inTheMiddle() {
  const account = fakeAccount();
  await account.create('aaa111', 'delay one-hot@0');
  for (const tag of ['bbb222', 'ccc333']) await account.upload(tag, '');
  await account.shift([{ version: 'v2', percentage: 100 }], '');
  await account.shift(
    [
      { version: 'v3', percentage: 10 },
      { version: 'v2', percentage: 90 },
    ],
    '',
  );
  return versionStatus(account);
}

test('versionStatus() has the share of each version, and when it last answered everything', async () => {
  const versions = await inTheMiddle();
  expect(versions.map(({ id, percentage, lastSole }) => [id, percentage, lastSole !== undefined])).toEqual([
    ['v3', 10, false],
    ['v2', 90, true],
    ['v1', undefined, true],
  ]);
  expect(versionBefore(versions)?.id).toBe('v2');
  expect(statusTable(versions).split('\n')[4]).toMatch(/^v1 +aaa111 +\S+ \S+ +– +delay one-hot@0$/);
});

test('findVersion() takes an id, the beginning of one, or a commit, and refuses what names none or several', async () => {
  const versions = (await inTheMiddle()).map((version) => ({ ...version, id: `0123456-${version.id}` }));
  expect(findVersion(versions, 'aaa111').id).toBe('0123456-v1');
  expect(findVersion(versions, '0123456-v2').tag).toBe('bbb222');
  expect(() => findVersion(versions, '0123456')).toThrow('several versions are "0123456": 0123456-v3, 0123456-v2, ');
  expect(() => findVersion(versions, '012')).toThrow('there is no version "012": 0123456-v3, ');
});
