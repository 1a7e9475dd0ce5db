import { expect, test } from 'vitest';
import { createRateCounter } from '../../../../scripts/serve/rate-counter.ts';

const LIMITS = [{ name: 'SLOW', simple: { limit: 3, period: 60 } }];

function counters(count: number) {
  const clock = { now: 0 };
  const all = Array.from({ length: count }, () => createRateCounter(LIMITS, () => clock.now));
  const allowed = async (counter: number, key: string) => (await all[counter]!.bindings.SLOW!.limit({ key })).success;
  return { clock, all, allowed };
}

test('a key may ask as often in a period as its limit says, and again in the next', async () => {
  const { clock, allowed } = counters(1);
  const asked = [];
  for (let k = 0; k < 4; k++) asked.push(await allowed(0, 'a'));
  expect(asked).toEqual([true, true, true, false]);
  expect(await allowed(0, 'b')).toBe(true);
  clock.now = 60_000;
  expect(await allowed(0, 'a')).toBe(true);
});

test('processes that report their counts share one limit', async () => {
  const { all, allowed } = counters(2);
  await allowed(0, 'a');
  await allowed(0, 'a');
  all[1]!.learn(1, all[0]!.takeChanged());
  expect([await allowed(1, 'a'), await allowed(1, 'a')]).toEqual([true, false]);
});

test('counts are reported once, and those of an earlier period count no more', async () => {
  const { clock, all, allowed } = counters(2);
  await allowed(0, 'a');
  expect(all[0]!.takeChanged()).toEqual([['SLOW a', 0, 1]]);
  expect(all[0]!.takeChanged()).toEqual([]);
  all[1]!.learn(1, [['SLOW a', 0, 3]]);
  expect(await allowed(1, 'a')).toBe(false);
  clock.now = 60_000;
  expect(await allowed(1, 'a')).toBe(true);
});

test('keys of earlier periods leave memory', async () => {
  const { clock, all, allowed } = counters(1);
  for (let k = 0; k < 100; k++) await allowed(0, `key ${k}`);
  expect(all[0]!.size()).toBe(100);
  clock.now = 60_000;
  await allowed(0, 'a');
  all[0]!.takeChanged();
  expect(all[0]!.size()).toBe(1);
});

test.each([-1, 1])('a clock that jumps by %i days leaves no key without its requests', async (days) => {
  const { clock, all, allowed } = counters(2);
  clock.now = 2 * 86_400_000;
  for (let k = 0; k < 4; k++) await allowed(0, 'a');
  all[1]!.learn(1, all[0]!.takeChanged());
  clock.now += days * 86_400_000;
  for (const counter of [0, 1]) {
    const asked = [];
    for (let k = 0; k < 4; k++) asked.push(await allowed(counter, 'a'));
    expect(asked).toEqual([true, true, true, false]);
  }
});
