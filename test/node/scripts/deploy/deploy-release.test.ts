import { expect, test } from 'vitest';
import type { Account } from '../../../../scripts/deploy/account.ts';
import { versionBefore, versionStatus } from '../../../../scripts/deploy/status.ts';
import { PROOF } from '../../../proof.ts';
import { rehearsal } from './rehearsed-release.ts';

test('the first deployment serves at once; later ones go over 0 and 10 % to 100 %', async () => {
  const { deploy, splits, account } = await rehearsal();
  await deploy('one-hot');
  expect(await splits()).toEqual(['one-hot 100']);
  await deploy('cyclic');
  expect(await splits()).toEqual(['cyclic 100', 'cyclic 10, one-hot 90', 'cyclic 0, one-hot 100', 'one-hot 100']);
  expect((await account.versions()).map(({ tag, message }) => `${tag}: ${message}`)).toEqual([
    expect.stringMatching(/^cyclic: delay cyclic@[0-9a-f]{12}$/),
    expect.stringMatching(/^one-hot: delay one-hot@[0-9a-f]{12}$/),
  ]);
});

test('a first version that answers wrong has none to go back to, and the error says so', async () => {
  const { deploy, splits } = await rehearsal();
  const wrong = deploy('one-hot', { really: 'cyclic' });
  await expect(wrong).rejects.toThrow(/not what was built; \S+ is the first version, so there is none to go back to$/);
  expect(await splits()).toEqual(['one-hot 100']);
});

test('atOnce moves all requests at once, and still goes back from wrong answers', async () => {
  const { deploy, splits } = await rehearsal();
  await deploy('one-hot');
  await deploy('cyclic', { atOnce: true });
  expect(await splits()).toEqual(['cyclic 100', 'one-hot 100']);
  const wrong = deploy('forecast', { atOnce: true, really: 'calendar' });
  await expect(wrong).rejects.toThrow(/answers with calendar, sha256:.*: not what was built; .* everything again/);
  expect(await splits()).toEqual(['cyclic 100', 'forecast 100', 'cyclic 100', 'one-hot 100']);
});

test('a version that answers its golden rows wrong at 0 % never gets a request', async () => {
  const { deploy, splits, server } = await rehearsal();
  const first = await deploy('one-hot');
  await expect(deploy('cyclic', { really: 'forecast' })).rejects.toThrow('not what was built');
  expect(await splits()).toEqual(['one-hot 100', 'cyclic 0, one-hot 100', 'one-hot 100']);
  const answer = await server.fetch(new Request('http://worker.test/health'));
  expect(answer.headers.get('x-version')).toBe(first);
});

test('a version that fails at 10 % loses its requests again', async () => {
  const { deploy, splits, server, account } = await rehearsal();
  await deploy('one-hot');
  let asked = 0;
  const failing = async (request: Request) => {
    const [now] = await account.deployments();
    const isCanary = now!.shares.some(({ percentage }) => percentage === 10);
    if (isCanary && request.url.endsWith('/ready') && ++asked === 2) {
      const { headers } = await server.fetch(request);
      return new Response(null, { status: 503, headers });
    }
    return server.fetch(request);
  };
  await expect(deploy('cyclic', { fetch: failing })).rejects.toThrow(/GET \/ready answers 503 instead of 200; /);
  expect(await splits()).toEqual(['one-hot 100', 'cyclic 10, one-hot 90', 'cyclic 0, one-hot 100', 'one-hot 100']);
});

test('a version override that is silently not applied is noticed, and traffic does not move', async () => {
  const { deploy, splits } = await rehearsal({ overrides: () => false });
  const first = await deploy('one-hot');
  await expect(deploy('cyclic')).rejects.toThrow(
    new RegExp(`the version override has no effect: /ready was answered by ${first}, not by .*, for 90 seconds; `),
  );
  expect((await splits())[0]).toBe('one-hot 100');
});

test('a version that fails more often than the other one goes back, where the logs can be read', async () => {
  const { deploy, splits, account } = await rehearsal();
  const first = await deploy('one-hot');
  const logs = async () => {
    const [version] = await account.versions();
    return new Map([
      [version!.id, { requests: 100, errors: 5 }],
      [first, { requests: 900, errors: 2 }],
    ]);
  };
  await expect(deploy('cyclic', { account: { ...account, answered: logs } })).rejects.toThrow(
    'the new version fails in 5 of 100 requests, the other one in 2 of 900',
  );
  expect((await splits())[0]).toBe('one-hot 100');
});

test('logs that nobody may read, or that fail, are no reason to go back, and are said', async () => {
  const { deploy, splits, account, lines } = await rehearsal();
  await deploy('one-hot');
  await deploy('cyclic', { account: { ...account, answered: async () => undefined } });
  expect(lines.filter((line) => line.includes('Workers Logs'))).toHaveLength(1);
  const down = async () => Promise.reject(new Error('status 500'));
  await deploy('one-hot', { account: { ...account, answered: down } });
  expect(lines.filter((line) => line === 'status 500')).toHaveLength(2);
  expect((await splits())[0]).toBe('one-hot 100');
});

test('after two gradual deployments the version to go back to is the one in the middle', async () => {
  const { deploy, account } = await rehearsal();
  await deploy('one-hot');
  const middle = await deploy('cyclic');
  await deploy('forecast');
  expect(versionBefore(await versionStatus(account))?.id).toBe(middle);
});

const REQUESTS = PROOF ? 10_000 : 2000;

test('through a whole roll-out no request fails, and only versions of the deployment answer', async () => {
  const { deploy, account, server } = await rehearsal();
  await deploy('one-hot');
  const answers = new Map<string, number>();
  const send = async () => {
    const [now] = await account.deployments();
    const allowed = now!.shares.filter(({ percentage }) => percentage > 0).map(({ version }) => version);
    for (let k = 0; k < REQUESTS / 4; k++) {
      const { status, headers } = await server.fetch(new Request('http://worker.test/ready'));
      const version = headers.get('x-version')!;
      expect([status, allowed.includes(version)]).toEqual([200, true]);
      const key = `${now!.shares.length === 1 ? 'all' : now!.shares[0]!.percentage} ${version}`;
      answers.set(key, (answers.get(key) ?? 0) + 1);
    }
  };
  const busy: Account = {
    ...account,
    async upload(...labels) {
      const id = await account.upload(...labels);
      await send();
      return id;
    },
    async shift(shares, message) {
      await account.shift(shares, message);
      await send();
    },
  };
  const version = await deploy('cyclic', { account: busy });
  expect([...answers.values()].reduce((sum, count) => sum + count)).toBe(REQUESTS);
  const canary = answers.get(`10 ${version}`)! / (REQUESTS / 4);
  expect(canary).toBeGreaterThan(0.05);
  expect(canary).toBeLessThan(0.15);
});
