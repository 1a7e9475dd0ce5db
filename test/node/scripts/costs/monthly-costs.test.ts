import { expect, test } from 'vitest';
import { monthlyCosts } from '../../../../scripts/costs/monthly-costs.ts';
import prices from '../../../../scripts/costs/prices.json' with { type: 'json' };

test('a hundred million requests cost what the price lists say, worked out by hand', () => {
  const { worker, keys, logs, gateway, lambda, awsLogs } = monthlyCosts(100e6);
  expect(worker).toBeCloseTo(5 + 90 * 0.3 + 70 * 0.02, 9);
  expect(keys).toBe(0);
  // 100 GB written; seven thirtieths of them kept.
  expect(logs).toBeCloseTo((100 - 50) * 0.25 + (100 * (7 / 30) - 12) * 0.1, 9);
  expect(gateway).toBeCloseTo(350, 9);
  expect(lambda).toBeCloseTo(20 + 100e6 * 0.05 * 0.5 * 0.0000166667, 9);
  expect(awsLogs).toBeCloseTo(95 * 0.5 + (100 * (7 / 30) - 5) * 0.03, 9);
});

test('a million requests cost the base alone', () => {
  expect(monthlyCosts(1e6)).toMatchObject({ worker: 5, keys: 0, logs: 0 });
});

test('every price has its source, and the day on which it was read', () => {
  expect(new Date(prices.read).toISOString().slice(0, 10)).toBe(prices.read);
  const items = [prices.cloudflare, prices.aws].flatMap((list) => Object.values<{ source: string }>(list));
  expect(items.length).toBe(6);
  for (const { source } of items) expect(source).toMatch(/^https:\/\//);
});
