import { expect, test } from 'vitest';
import type { Release } from '../../../../scripts/deploy/release.ts';
import { awaitVersion, smoke, type Target } from '../../../../scripts/deploy/smoke.ts';

const golden = { variant: 'a', digest: 'sha256:1', probabilities: [0.25] };
const release: Release = {
  environment: 'test',
  worker: 'edge-logit-test',
  tier: 'unlimited',
  commit: 'c0',
  gzip: 1,
  routes: [{ model: 'tiny', serves: '', figures: '', rows: [{ x: 1 }], golden: [golden] }],
};

interface Answering {
  version?: (asked: number) => string | undefined;
  status?: (asked: number, request: Request) => number | undefined;
  prediction?: number;
  digest?: string;
}

/** A Worker that answers as it should, but for what is given. */
function target({
  version = () => 'new',
  status = () => undefined,
  prediction = 0.25,
  digest = golden.digest,
}: Answering) {
  let asked = 0;
  let waits = 0;
  const requests: Request[] = [];
  const fetch = async (request: Request) => {
    requests.push(request);
    asked++;
    const by = version(asked);
    const headers = { 'x-model-digest': digest, ...(by !== undefined && { 'x-version': by }) };
    const usual = request.method === 'POST' && !request.headers.has('x-api-key') ? 401 : 200;
    const body = { body: { variant: 'a', predictions: [[1 - prediction, prediction]] } };
    return Response.json(body, { status: status(asked, request) ?? usual, headers });
  };
  const { signal } = new AbortController();
  const sleep = async () => void waits++;
  const all: Target = { url: 'http://worker.test', worker: release.worker, key: 'lr_key', fetch, sleep, signal };
  return { all, requests, waits: () => waits };
}

const BY_NAME = { version: 'new', byName: true };

test('smoke() asks /ready, a refusal and the golden rows, by the name of the version', async () => {
  const { all, requests } = target({});
  await smoke(all, release, BY_NAME);
  expect(requests.map(({ method, url }) => `${method} ${new URL(url).pathname}`)).toEqual([
    'GET /ready',
    'POST /inference/tiny',
    'POST /inference/tiny',
  ]);
  for (const { headers } of requests)
    expect(headers.get('cloudflare-workers-version-overrides')).toBe('edge-logit-test="new"');
  const plain = target({});
  await smoke(plain.all, release, { version: 'new', byName: false });
  expect(plain.requests[0]!.headers.has('cloudflare-workers-version-overrides')).toBe(false);
});

test.each<[string, Answering, string]>([
  ['/ready fails', { status: (asked) => (asked === 1 ? 503 : undefined) }, 'GET /ready answers 503 instead of 200'],
  ['nobody is refused', { status: () => 200 }, 'POST /inference/tiny without a key answers 200 instead of 401'],
  ['an inference fails', { status: (asked) => (asked === 3 ? 500 : undefined) }, 'tiny answers 500 instead of 200'],
  ['a golden row is wrong', { prediction: 0.2500001 }, 'tiny answers 0.2500001 to golden row 0, expected 0.25'],
  ['another model answers', { digest: 'sha256:2' }, 'tiny answers with a, sha256:2: not what was built'],
])('smoke() fails at once when %s', async (_, answering, sentence) => {
  const { all, waits } = target(answering);
  await expect(smoke(all, release, BY_NAME)).rejects.toThrow(sentence);
  expect(waits()).toBe(0);
});

test('smoke() waits for a version or a key that is not everywhere yet, and not for ever', async () => {
  const late = target({ version: (asked) => (asked < 5 ? 'old' : 'new') });
  await smoke(late.all, release, BY_NAME);
  expect(late.waits()).toBe(4);
  const unseenKey = target({ status: (asked) => (asked < 4 ? [200, 401, 401][asked - 1] : undefined) });
  await smoke(unseenKey.all, release, BY_NAME);
  expect(unseenKey.waits()).toBe(1);
  const never = target({ version: () => undefined });
  await expect(smoke(never.all, release, BY_NAME)).rejects.toThrow(
    'the version override has no effect: /ready was answered by a version without x-version, not by new, for 90 seconds',
  );
});

test('awaitVersion() stops at once when it is told to, and waits for a network that fails', async () => {
  const { all, requests } = target({});
  let failures = 2;
  const flaky = (request: Request) => (failures-- > 0 ? Promise.reject(new Error('refused')) : all.fetch(request));
  await awaitVersion({ ...all, fetch: flaky }, 'new');
  expect(requests).toHaveLength(1);
  const stop = new AbortController();
  const stopping = () => {
    stop.abort(new Error('stopped'));
    return Promise.reject(new Error('aborted'));
  };
  await expect(awaitVersion({ ...all, fetch: stopping, signal: stop.signal }, 'new')).rejects.toThrow('stopped');
});
