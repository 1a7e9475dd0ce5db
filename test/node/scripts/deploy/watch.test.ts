import { expect, onTestFinished, test, vi } from 'vitest';
import { answeredByVersion } from '../../../../scripts/deploy/answered.ts';
import { compare, watch } from '../../../../scripts/deploy/watch.ts';
import { startApi } from '../../../../scripts/stand-in/api-server.ts';
import { countAnswer, emptyCloud, scriptOf } from '../../../../scripts/stand-in/cloud.ts';

test.each([
  ['no error', [100, 0], [900, 0], undefined],
  ['as many errors as before', [100, 2], [900, 9], undefined],
  ['three errors among few requests', [10, 3], [90, 0], 'fails in 3 of 10 requests, the other one in 0 of 90'],
  ['more errors than before', [1000, 30], [9000, 40], 'fails in 30 of 1000 requests, the other one in 40 of 9000'],
  ['more errors, which chance explains', [100, 1], [900, 2], undefined],
])('compare() with %s', (_, [requests, errors], [otherRequests, otherErrors], sentence) => {
  const answered = new Map([
    ['new', { requests: requests!, errors: errors! }],
    ['old', { requests: otherRequests!, errors: otherErrors! }],
  ]);
  const compared = () => compare('new', answered);
  if (sentence === undefined) expect(compared).not.toThrow();
  else expect(compared).toThrow(sentence);
});

test('watch() asks the golden rows twice a minute, and stops when they are wrong', async () => {
  const waited: number[] = [];
  let asked = 0;
  const options = {
    account: { answered: async () => undefined },
    version: 'new',
    duration: 75_000,
    now: () => new Date(),
    sleep: async (milliseconds: number) => void waited.push(milliseconds),
    signal: new AbortController().signal,
    report: () => {},
  };
  await watch({ ...options, ask: async () => void asked++ });
  expect([asked, ...waited]).toEqual([3, 30_000, 30_000, 15_000]);
  await expect(watch({ ...options, ask: () => Promise.reject(new Error('row 2')) })).rejects.toThrow('row 2');
});

test('answeredByVersion() counts requests and errors by version; a token that may not read the logs gets undefined', async () => {
  const cloud = emptyCloud();
  const api = await startApi(cloud);
  onTestFinished(() => api.close());
  vi.stubEnv('CLOUDFLARE_API_BASE_URL', api.url);
  onTestFinished(() => void vi.unstubAllEnvs());
  const script = scriptOf(cloud, 'edge-logit-test');
  for (const status of [200, 200, 401, 503]) countAnswer(script, 'new', status);
  countAnswer(script, 'old', 200);
  expect(await answeredByVersion('edge-logit-test', new Date(0))).toEqual(
    new Map([
      ['new', { requests: 4, errors: 1 }],
      ['old', { requests: 1, errors: 0 }],
    ]),
  );
  api.fail({ method: 'POST', path: /telemetry/, status: 403 });
  expect(await answeredByVersion('edge-logit-test', new Date(0))).toBeUndefined();
  api.fail({ method: 'POST', path: /telemetry/, status: 500, message: 'no' });
  await expect(answeredByVersion('edge-logit-test', new Date(0))).rejects.toThrow(/telemetry\/query: no$/);
});
