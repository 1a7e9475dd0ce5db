import { expect, test } from 'vitest';
import { endRollOut } from '../../../../scripts/deploy/end-roll-out.ts';
import { rollOut, type Stage } from '../../../../scripts/deploy/roll-out.ts';
import { fakeAccount } from './fake-account.ts';

const OPTIONS = { tag: 'abc', message: 'delay forecast@1', report: () => {}, sleep: async () => {} };
const STOPPED = new Error('the deployment was stopped');

/** An account with a version v1, and a roll-out of v2 in it; `prove` is called with the share of the new version. */
async function start(before: (call: string) => void, prove: (percentage: number) => void = () => {}) {
  const account = fakeAccount(before);
  await account.create('first', 'delay one-hot@0');
  const stop = new AbortController();
  const stages: Stage[] = [0, 10, 100].map((percentage) => ({ percentage, prove: async () => prove(percentage) }));
  const ended = () => rollOut(account, { ...OPTIONS, stages, signal: stop.signal });
  return { account, stop, ended };
}

const none = () => {};

test('rollOut moves the requests to the new version in stages, each after its proof', async () => {
  const proved: number[] = [];
  const { account, ended } = await start(none, (percentage) => void proved.push(percentage));
  expect(await ended()).toBe('v2');
  expect(proved).toEqual([0, 10, 100]);
  expect(account.splits()).toEqual(['v2 100', 'v2 10, v1 90', 'v2 0, v1 100', 'v1 100']);
  expect((await account.versions())[0]).toMatchObject({ tag: 'abc', message: 'delay forecast@1' });
});

test.each([0, 10, 100])('rollOut goes back by name when the proof at %i %% fails', async (failing) => {
  const { account, ended } = await start(none, (percentage) => {
    if (percentage === failing) throw new Error('golden row 3 is wrong');
  });
  await expect(ended()).rejects.toThrow('golden row 3 is wrong; v1 answers everything again');
  expect(account.splits()[0]).toBe('v1 100');
  expect((await account.deployments())[0]!.message).toBe('went back: golden row 3 is wrong');
  const largest = failing === 0 ? 'v2 0, v1 100' : failing === 10 ? 'v2 10, v1 90' : 'v2 100';
  expect(account.splits()[1]).toBe(largest);
});

test('rollOut refuses to start in the middle of the roll-out of somebody else, and names both versions', async () => {
  const { account, ended } = await start(none);
  await account.shift(
    [
      { version: 'v0', percentage: 70 },
      { version: 'v1', percentage: 30 },
    ],
    'trying',
  );
  await expect(ended()).rejects.toThrow(/v0 70 % and v1 30 % \(ana@example.org, .*, trying\): finish that roll-out/);
  expect(account.splits()).toHaveLength(2);
  expect(await account.versions()).toHaveLength(1);
});

test('rollOut stops, and changes nothing any more, when somebody else deploys meanwhile', async () => {
  const { account, ended } = await start(none, (percentage) => {
    if (percentage === 10) void account.shift([{ version: 'v9', percentage: 100 }], 'urgent');
  });
  await expect(ended()).rejects.toThrow(/somebody else has deployed meanwhile: v9 100 % .*; nothing was changed/);
  expect(account.splits()[0]).toBe('v9 100');
});

test.each([
  ['upload', 'v1 goes on answering everything', ['v1 100']],
  ['shift v2 0, v1 100', 'v1 answers everything again', ['v1 100', 'v2 0, v1 100', 'v1 100']],
  ['shift v2 10, v1 90', 'v1 answers everything again', ['v1 100', 'v2 10, v1 90']],
  ['shift v2 100', 'v1 answers everything again', ['v1 100', 'v2 100']],
])('rollOut that is stopped during %s ends with v1', async (during, sentence, newest) => {
  const { account, stop, ended } = await start((call) => {
    if (call === during) stop.abort(STOPPED);
  });
  await expect(ended()).rejects.toThrow(`the deployment was stopped; ${sentence}`);
  expect(account.splits().slice(0, newest.length)).toEqual(newest);
});

test.each([0, 10, 100])('rollOut that is stopped during the proof at %i %% goes back', async (during) => {
  const { account, stop, ended } = await start(none, (percentage) => {
    if (percentage !== during) return;
    stop.abort(STOPPED);
    stop.signal.throwIfAborted();
  });
  await expect(ended()).rejects.toThrow('the deployment was stopped; v1 answers everything again');
  expect(account.splits()[0]).toBe('v1 100');
});

test('a change of the deployment that fails half-way is taken back too', async () => {
  const { account, ended } = await start((call) => {
    if (call === 'shift v2 10, v1 90') throw new Error('status 500');
  });
  await expect(ended()).rejects.toThrow('status 500; v1 answers everything again');
  expect(account.splits()[0]).toBe('v1 100');
});

test('going back is tried again; when it goes on failing, the error says what to run', async () => {
  let left = 2;
  const failing = (call: string) => {
    if (call === 'shift v1 100' && left-- > 0) throw new Error('status 503');
    if (call === 'shift v2 10, v1 90') throw new Error('status 500');
  };
  const { account, ended } = await start(failing);
  await expect(ended()).rejects.toThrow('v1 answers everything again');
  expect(account.splits()[0]).toBe('v1 100');
  left = 99;
  const again = await start(failing);
  await expect(again.ended()).rejects.toThrow(
    'status 500; going back failed too (status 503): run npm run rollback with v1',
  );
});

test('endRollOut brings a killed roll-out back, and leaves everything else alone', async () => {
  const { account, ended } = await start(none, (percentage) => {
    if (percentage === 10) throw new Error('golden row 3 is wrong');
  });
  await expect(ended()).rejects.toThrow();
  expect(await endRollOut(account, 'abc')).toBeUndefined();
  const [, atTen] = await account.deployments();
  await account.shift(atTen!.shares, atTen!.message);
  expect(await endRollOut(account, 'other')).toBeUndefined();
  expect(account.splits()[0]).toBe('v2 10, v1 90');
  expect(await endRollOut(account, 'abc')).toBe('v1');
  expect(account.splits()[0]).toBe('v1 100');
});
