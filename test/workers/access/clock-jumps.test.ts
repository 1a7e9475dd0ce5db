import { expect, test } from 'vitest';
import { BULLETIN_SECONDS } from '../../../src/key-bulletin.ts';
import { bulletinOf } from '../../test-keys.ts';
import { oneKey, tinyService } from '../tiny.ts';

const start = Date.parse('2026-01-01T00:00:00Z');
const HOUR = 3600;

/** A service with one key, and a clock that the test sets. */
async function service(expiresAt: string | null = null) {
  const clock = { seconds: 0 };
  const { key, store } = await oneKey({ expiresAt }, {}, new Date(start));
  const tiny = tinyService({ keys: store, now: () => start + clock.seconds * 1000 });
  const ask = async () => (await tiny.post('/inference/tiny', { x: 0 }, { 'x-api-key': key })).status;
  const revoke = () => {
    const changedAt = new Date(start).toISOString();
    const change = { id: store.record!.id, changedAt, enabled: true, expiresAt: null, revokedAt: changedAt };
    store.bulletin = bulletinOf({ changes: [change] });
  };
  return { clock, store, ask, revoke };
}

test.each([-48 * HOUR, -HOUR, HOUR, 48 * HOUR])(
  'a key that is revoked when the clock jumps by %i s stops working within BULLETIN_SECONDS',
  async (jump) => {
    const { clock, ask, revoke } = await service();
    expect(await ask()).toBe(200);
    revoke();
    clock.seconds += jump;
    for (let k = 0; k < BULLETIN_SECONDS; k++, clock.seconds++) await ask();
    expect(await ask()).toBe(401);
  },
);

test('a clock that jumps forwards and back again keeps no bulletin from the future', async () => {
  const { clock, ask, revoke } = await service();
  clock.seconds = HOUR;
  expect(await ask()).toBe(200);
  clock.seconds = 0;
  revoke();
  for (; clock.seconds < BULLETIN_SECONDS; clock.seconds++) await ask();
  expect(await ask()).toBe(401);
});

test('a key that has expired is refused whichever way the clock came to pass its expiry', async () => {
  const { clock, ask } = await service(new Date(start + HOUR * 1000).toISOString());
  expect(await ask()).toBe(200);
  clock.seconds = HOUR;
  expect(await ask()).toBe(401);
  clock.seconds = 48 * HOUR;
  expect(await ask()).toBe(401);
});

test('KV that was out of reach is asked again after a clock was set back', async () => {
  const { clock, store, ask } = await service();
  clock.seconds = HOUR;
  store.broken = true;
  expect(await ask()).toBe(503);
  store.broken = false;
  clock.seconds = 0;
  expect(await ask()).toBe(200);
});
