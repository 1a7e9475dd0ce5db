import { createHash, createHmac } from 'node:crypto';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  createKey,
  createSecret,
  creationTime,
  hasCrc,
  hashKey,
  hasKeyShape,
  importSecret,
  isMacRight,
  keyRecordSchema,
} from '../../../src/api-key.ts';
import { runs } from '../../proof.ts';
import { earlierKey, SECRET } from '../../test-keys.ts';

const now = new Date('2026-03-01T12:00:00Z');
const base62 = fc.constantFrom(...'0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz');

test('hashKey(key) is the lower-case hexadecimal SHA-256', async () => {
  expect(await hashKey('abc')).toBe('ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad');
});

test('createKey(options) makes a key with at least 256 bits of entropy, and a MAC of 128 bits', async () => {
  const { key, hash } = await createKey({ name: 'test' }, SECRET, now);
  expect(key).toMatch(/^lr_[0-9A-Za-z]{48}_[0-9A-Za-z]{22}$/);
  expect(43 * Math.log2(62)).toBeGreaterThanOrEqual(256);
  expect(22 * Math.log2(62)).toBeGreaterThanOrEqual(128);
  expect(hasKeyShape(key)).toBe(true);
  expect(hash).toBe(createHash('sha256').update(key).digest('hex'));
});

test('createKey(options) makes a record with the start of the key, and no other part of the key', async () => {
  const options = {
    name: 'partner',
    models: ['delay'],
    owner: 'ana',
    tier: 'unlimited',
    expiresAt: '2027-01-01T00:00:00.000Z',
  };
  const { key, record } = await createKey(options, SECRET, now);
  expect(keyRecordSchema().parse(record)).toEqual({
    ...options,
    id: record.id,
    start: key.slice(0, 12),
    secretId: SECRET.id,
    createdAt: '2026-03-01T12:00:00.000Z',
    enabled: true,
    revokedAt: null,
  });
  expect(JSON.stringify(record)).not.toContain(key.slice(12, 20));
});

test('createKey(options) without models, tier and expiry allows all models, in tier standard, forever', async () => {
  const { record } = await createKey({ name: 'test' }, SECRET, now);
  expect(record).toMatchObject({ models: ['*'], tier: 'standard', expiresAt: null });
});

test('a key may have a prefix of its own, which its record shows and its MAC covers', async () => {
  const { key, record } = await createKey({ name: 'test', prefix: 'acme' }, SECRET, now);
  expect(key).toMatch(/^acme_[0-9A-Za-z]{48}_[0-9A-Za-z]{22}$/);
  expect([hasKeyShape(key), hasCrc(key)]).toEqual([true, false]);
  expect(creationTime(key)).toBe(now.getTime());
  expect(record.start).toBe(key.slice(0, 14));
  const secret = await importSecret(SECRET);
  expect([await isMacRight(key, secret), await isMacRight(key.replace('acme', 'acmf'), secret)]).toEqual([true, false]);
});

test('createKey(options) draws every character of the alphabet equally often', async () => {
  const keys = await Promise.all(Array.from({ length: 2000 }, () => createKey({ name: 'test' }, SECRET, now)));
  expect(new Set(keys.map(({ key }) => key)).size).toBe(2000);
  const counts = new Map<string, number>();
  for (const character of keys.flatMap(({ key }) => [...key.slice(8, 51)])) {
    counts.set(character, (counts.get(character) ?? 0) + 1);
  }
  expect(counts.size).toBe(62);
  const expected = (2000 * 43) / 62;
  const chiSquare = [...counts.values()].reduce((sum, count) => sum + (count - expected) ** 2 / expected, 0);
  // 61 degrees of freedom: above 160 once in 10^10 runs; bytes modulo 62 without rejection would give about 600.
  expect(chiSquare).toBeLessThan(160);
});

test('the MAC of a key is the first 128 bits of HMAC-SHA-256 of all that precedes it, in base 62', async () => {
  const { key } = await createKey({ name: 'test' }, SECRET, now);
  const digest = createHmac('sha256', SECRET.value).update(key.slice(0, -23)).digest('hex').slice(0, 32);
  const digits = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
  const value = [...key.slice(-22)].reduce((sum, digit) => 62n * sum + BigInt(digits.indexOf(digit)), 0n);
  expect(value).toBe(BigInt(`0x${digest}`));
});

test('creationTime(key) is the minute in which it was created', async () => {
  for (const time of ['1970-01-01T00:00:00Z', '2026-03-01T12:34:56Z', '3000-01-01T00:00:00Z']) {
    const { key } = await createKey({ name: 'test' }, SECRET, new Date(time));
    expect(creationTime(key)).toBe(Math.floor(Date.parse(time) / 60_000) * 60_000);
  }
});

test('isMacRight(key) rejects every change of a single character that keeps the form', async () => {
  const secret = await importSecret(SECRET);
  const { key } = await createKey({ name: 'test' }, SECRET, now);
  expect(await isMacRight(key, secret)).toBe(true);
  await fc.assert(
    fc.asyncProperty(fc.nat({ max: key.length - 1 }), base62, async (at, other) => {
      const changed = key.slice(0, at) + other + key.slice(at + 1);
      fc.pre(other !== key[at] && hasKeyShape(changed));
      expect(await isMacRight(changed, secret)).toBe(false);
    }),
    { numRuns: runs(2000) },
  );
});

test('hasCrc(key) tells earlier keys from keys with a MAC', async () => {
  expect(hasCrc((await earlierKey(now)).key)).toBe(true);
  expect(hasCrc((await createKey({ name: 'test' }, SECRET, now)).key)).toBe(false);
});

test('isMacRight(key) rejects a key of another secret', async () => {
  const { key } = await createKey({ name: 'test' }, createSecret(), now);
  expect(await isMacRight(key, await importSecret(SECRET))).toBe(false);
});

test('hasKeyShape(key) rejects any other text', async () => {
  fc.assert(fc.property(fc.string({ maxLength: 80 }), (text) => !hasKeyShape(text)));
  expect(hasKeyShape('')).toBe(false);
  expect(hasKeyShape('lr_'.repeat(1_000_000))).toBe(false);
  for (const { key } of [await createKey({ name: 'test' }, SECRET, now), await earlierKey(now)]) {
    expect(hasKeyShape(key)).toBe(true);
    for (const text of [
      ` ${key}`,
      `${key} `,
      `${key}\n`,
      `${key}0`,
      key.slice(1),
      key.replace('lr_', 'LR_'),
      key.replace('lr_', 'x_'),
      key.replaceAll('_', '-'),
    ]) {
      expect(hasKeyShape(text)).toBe(false);
    }
  }
});

test('keyRecordSchema refuses a record whose times are not ISO 8601 in UTC', async () => {
  const { record } = await createKey({ name: 'test' }, SECRET, now);
  for (const expiresAt of ['2027-01-01', 'tomorrow', '2027-01-01T00:00:00', '2027-01-01T00:00:00+02:00', 5]) {
    expect(keyRecordSchema().safeParse({ ...record, expiresAt }).success).toBe(false);
  }
});
