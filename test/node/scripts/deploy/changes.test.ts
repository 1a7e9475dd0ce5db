import { expect, test } from 'vitest';
import { describeChanges } from '../../../../scripts/deploy/changes.ts';
import type { Release } from '../../../../scripts/deploy/release.ts';
import { fakeAccount } from './fake-account.ts';

const route = (model: string, serves: string) => ({
  model,
  serves,
  figures: 'random AUC 0.7522',
  rows: [],
  golden: [],
});
const release: Release = {
  environment: 'prd',
  worker: 'edge-logit-prd',
  tier: 'standard',
  commit: 'c0ffee',
  forced: 'with uncommitted changes to a.ts',
  gzip: 44_100,
  startUp: 12.3,
  routes: [route('delay', 'forecast@222222222222'), route('fresh', 'one-hot@333333333333')],
};

test('describeChanges() says per route what served and what will, with figures, size and start', async () => {
  const account = fakeAccount();
  expect(await describeChanges(account, release)).toContain('now: there is no deployment yet');
  await account.create('old', 'delay forecast@111111111111, gone one-hot@000000000000');
  expect((await describeChanges(account, release)).split('\n')).toEqual([
    'prd: commit c0ffee, forced: with uncommitted changes to a.ts; now: delay forecast@111111111111, gone one-hot@000000000000',
    'route  serves                 will serve             held-out figures',
    '─────  ─────────────────────  ─────────────────────  ─────────────────',
    'delay  forecast@111111111111  forecast@222222222222  random AUC 0.7522',
    'fresh  nothing                one-hot@333333333333   random AUC 0.7522',
    'gone   one-hot@000000000000   nothing',
    '44.1 KB gzip, 12 ms of CPU to start',
  ]);
  await account.create('', 'Deployed by hand');
  expect(await describeChanges(account, release)).toContain('; now: Deployed by hand\n');
});
