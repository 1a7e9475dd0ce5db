import { expect, onTestFinished, test, vi } from 'vitest';
import { STALE_SECONDS } from '../../../src/access/kv-value.ts';
import type { KeyRecord } from '../../../src/api-key.ts';
import { answerSchemas } from '../../../src/core/contract/answer-schemas.ts';
import { BULLETIN_SECONDS } from '../../../src/key-bulletin.ts';
import { bulletinOf } from '../../test-keys.ts';
import { oneKey, tinyService } from '../tiny.ts';

/** A stream of rows to a service whose clock the test moves; each row is sent by itself. */
async function stream(changes: Partial<KeyRecord> = {}) {
  const log = vi.spyOn(console, 'log').mockReturnValue();
  onTestFinished(() => log.mockRestore());
  const clock = { seconds: 0 };
  const { key, store } = await oneKey(changes);
  const { request } = tinyService({ keys: store, now: () => clock.seconds * 1000 });
  const { readable, writable } = new TransformStream<Uint8Array, Uint8Array>();
  const writer = writable.getWriter();
  const headers = { 'content-type': 'application/x-ndjson', 'x-api-key': key };
  const { body } = await request('/inference/tiny', { method: 'POST', headers, body: readable });
  const reader = body!.getReader();
  async function send(): Promise<{ prediction?: number[]; status?: number; type?: string }> {
    writer.write(new TextEncoder().encode('{"x":0}\n')).catch(() => {});
    const { value } = await reader.read();
    return JSON.parse(new TextDecoder().decode(value));
  }
  const logged = () => log.mock.calls.map(([line]) => JSON.parse(line)).filter(({ event }) => event === 'stream');
  return { clock, store, reader, send, logged };
}

/** Members of a line that refuses a row, from the OpenAPI document. */
const { required: documented } = answerSchemas(String).LineProblem as { required: string[] };

const answered = { prediction: [0.5, 0.5] };

test('a stream ends with 401 at the second its key expires, and says so in the log', async () => {
  const { clock, reader, send, store, logged } = await stream({ expiresAt: new Date(10_000).toISOString() });
  expect(await send()).toEqual(answered);
  clock.seconds = 9.999;
  expect(await send()).toEqual(answered);
  clock.seconds = 10;
  const last = await send();
  expect(last).toMatchObject({ type: '/problems/unauthorized', status: 401 });
  expect(Object.keys(last)).toEqual(documented);
  expect(await reader.read()).toEqual({ done: true, value: undefined });
  expect(store.reads).toBe(1);
  expect(logged()).toEqual([expect.objectContaining({ model: 'tiny', rows: 2, refused: 0, status: 401 })]);
});

test.each([
  ['revoked', { revokedAt: new Date(0).toISOString() }],
  ['disabled', { enabled: false }],
])(
  'a stream whose key is %s ends with 401 once BULLETIN_SECONDS have passed since the bulletin was read',
  async (_, change) => {
    const { clock, reader, send, store } = await stream();
    const changed = {
      id: store.record!.id,
      changedAt: new Date(0).toISOString(),
      enabled: true,
      expiresAt: null,
      revokedAt: null,
      ...change,
    };
    store.bulletin = bulletinOf({ changes: [changed] });
    clock.seconds = BULLETIN_SECONDS / 2 - 0.001;
    expect(await send()).toEqual(answered);
    expect(store.bulletinReads).toBe(1);
    clock.seconds = BULLETIN_SECONDS;
    expect(await send()).toMatchObject({ status: 401 });
    expect(await reader.read()).toEqual({ done: true, value: undefined });
  },
);

test('a stream reads the bulletin no more often than twice in BULLETIN_SECONDS', async () => {
  const { clock, send, store } = await stream();
  for (clock.seconds = 0; clock.seconds < 3 * BULLETIN_SECONDS; clock.seconds++) expect(await send()).toEqual(answered);
  expect([store.reads, store.bulletinReads]).toEqual([1, 6]);
});

test('with KV out of reach, a stream goes on for STALE_SECONDS more, and ends with 503', async () => {
  const { clock, reader, send, store, logged } = await stream();
  store.broken = true;
  clock.seconds = BULLETIN_SECONDS + STALE_SECONDS - 1;
  expect(await send()).toEqual(answered);
  clock.seconds = BULLETIN_SECONDS + STALE_SECONDS;
  const last = await send();
  expect(last).toMatchObject({ type: '/problems/keys-unavailable', status: 503 });
  expect(Object.keys(last)).toEqual(documented);
  expect(await reader.read()).toEqual({ done: true, value: undefined });
  expect(logged()).toEqual([expect.objectContaining({ rows: 1, status: 503, error: 'Error: KV is out of reach' })]);
});
