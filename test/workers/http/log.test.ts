import { expect, onTestFinished, test, vi } from 'vitest';
import { oneKey, tinyArtifact, tinyService } from '../tiny.ts';

const fields = [{ name: 'x', type: 'number', description: '', edges: [-1, 1], missing: 'own' }];
const binned = { ...tinyArtifact('a', 0), fields };

/** A service with the given samples, and the lines that it logs. */
async function logging(samples: { logSample?: number; driftSample?: number }) {
  const log = vi.spyOn(console, 'log').mockReturnValue();
  onTestFinished(() => log.mockRestore());
  const { key, store } = await oneKey();
  const service = tinyService({
    artifacts: [binned],
    keys: store,
    limits: { bodyBytes: 99_999, rows: 999 },
    ...samples,
  });
  const send = (body: unknown, requestId: string, headers: Record<string, string> = {}) =>
    service.post('/inference/tiny', body, { 'x-api-key': key, 'x-request-id': requestId, ...headers });
  return { send, lines: () => log.mock.calls.map(([line]) => JSON.parse(line)) };
}

test('LOG_SAMPLE logs about its share of requests, chosen by their id, and every one that is refused', async () => {
  const { send, lines } = await logging({ logSample: 0.25 });
  for (let k = 0; k < 400; k++) await send({ x: 0 }, `request-${k}`);
  const first = lines().map(({ request_id }) => request_id);
  expect(first.length).toBeGreaterThan(70);
  expect(first.length).toBeLessThan(130);
  for (let k = 0; k < 400; k++) await send({ x: 'wrong' }, `request-${k}`);
  expect(lines().length - first.length).toBe(400);
  for (let k = 0; k < 400; k++) await send({ x: 1 }, `request-${k}`);
  const again = lines().slice(first.length + 400);
  expect(again.map(({ request_id }) => request_id)).toEqual(first);
});

test('a stream is logged as a whole: its two lines are, or none', async () => {
  const { send, lines } = await logging({ logSample: 0.5 });
  for (let k = 0; k < 40; k++)
    await (await send({ x: 0 }, `r${k}`, { 'content-type': 'application/x-ndjson' })).arrayBuffer();
  const byId = Object.values(Object.groupBy(lines(), ({ request_id }) => request_id));
  expect(byId.length).toBeGreaterThan(8);
  expect(byId.length).toBeLessThan(32);
  expect(byId.every((own) => own!.map(({ event }) => event).join() === 'request,stream')).toBe(true);
});

test('DRIFT_SAMPLE adds codes and probabilities, and neither values nor more than 100 rows', async () => {
  const { send, lines } = await logging({ logSample: 0, driftSample: 1 });
  await send({ x: 0.7654321 }, 'one');
  await send({ instances: [{ x: -7.654321 }, { x: null }, { x: 8.7654321 }] }, 'three');
  await send({ instances: Array.from({ length: 250 }, (_, k) => ({ x: k / 250 })) }, 'many');
  const [one, three, many] = lines();
  expect(one).toMatchObject({ request_id: 'one', digest: binned.digest, codes: [[1]], probabilities: [0.682532] });
  expect(three.codes).toEqual([[0], [-2], [2]]);
  expect(JSON.stringify([one, three])).not.toContain('7654321');
  expect(many.rows).toBe(250);
  expect(many.codes.length).toBe(84);
  expect(many.probabilities[1]).toBeCloseTo(1 / (1 + Math.exp(-3 / 250)), 5);
});

test('without DRIFT_SAMPLE no line has codes', async () => {
  const { send, lines } = await logging({});
  await send({ x: 0 }, 'one');
  expect(Object.keys(lines()[0])).not.toContain('codes');
  expect(Object.keys(lines()[0])).not.toContain('digest');
});
