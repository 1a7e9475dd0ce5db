import { expect, onTestFinished, test, vi } from 'vitest';
import { LIMITER_TIMEOUT } from '../../../src/access/rate-limit.ts';
import { oneKey, tinyService } from '../tiny.ts';

const failing = {
  throws: () => {
    throw new Error('the limiter is broken');
  },
  rejects: () => Promise.reject(new Error('the limiter is out of reach')),
  'is silent': () => new Promise<never>(() => {}),
  'answers nonsense': async () => undefined as never,
};

/** A service whose only limiter fails, with a valid key, and what it logs. */
async function service(limit: () => Promise<RateLimitOutcome>) {
  const log = vi.spyOn(console, 'log').mockReturnValue();
  vi.useFakeTimers();
  onTestFinished(() => {
    vi.useRealTimers();
    log.mockRestore();
  });
  const rate = { limiter: { limit }, limit: 1, period: 60 };
  const { key, store } = await oneKey({ tier: 'standard' });
  const { post } = tinyService({ keys: store, tiers: new Map([['standard', rate]]) });
  async function statusOf(key: string): Promise<number> {
    const answer = post('/inference/tiny', { x: 0 }, { 'x-api-key': key, 'cf-connecting-ip': '192.0.2.1' });
    await vi.advanceTimersByTimeAsync(LIMITER_TIMEOUT);
    return (await answer).status;
  }
  return { key, statusOf, logged: () => JSON.parse(log.mock.lastCall![0]) };
}

test.each(Object.entries(failing))(
  'if the limiter of a tier %s, requests pass and the log says so',
  async (_, limit) => {
    const { key, logged, statusOf } = await service(limit);
    expect(await statusOf(key)).toBe(200);
    expect(logged()).toMatchObject({ status: 200, limiter_down: true });
  },
);
