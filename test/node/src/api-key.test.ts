import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { crc32, createKey, hashKey, isWellFormed, keyRecordSchema } from '../../../src/api-key.ts';
import { runs } from '../../proof.ts';

const now = new Date('2026-03-01T12:00:00Z');
const base62 = fc.constantFrom(...'0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz');

test('crc32(text) is the CRC-32 of ISO 3309', () => {
  expect(crc32('123456789').toString(16)).toBe('cbf43926');
  expect(crc32('')).toBe(0);
  expect(crc32('The quick brown fox jumps over the lazy dog').toString(16)).toBe('414fa339');
});

test('hashKey(key) is the lower-case hexadecimal SHA-256', async () => {
  expect(await hashKey('abc')).toBe('ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad');
});

test('createKey(options) makes a well-formed key with at least 256 bits of entropy', async () => {
  const { key, hash } = await createKey({ name: 'test' }, now);
  expect(key).toMatch(/^lr_[0-9A-Za-z]{43}_[0-9A-Za-z]{6}$/);
  expect(43 * Math.log2(62)).toBeGreaterThanOrEqual(256);
  expect(isWellFormed(key)).toBe(true);
  expect(hash).toBe(createHash('sha256').update(key).digest('hex'));
});

test('createKey(options) makes a record with the start of the key, and no other part of the key', async () => {
  const options = { name: 'partner', models: ['delay'], tier: 'unlimited', expiresAt: '2027-01-01T00:00:00.000Z' };
  const { key, record } = await createKey(options, now);
  expect(keyRecordSchema().parse(record)).toEqual({
    ...options,
    id: record.id,
    start: key.slice(0, 7),
    createdAt: '2026-03-01T12:00:00.000Z',
    enabled: true,
    revokedAt: null,
  });
  expect(JSON.stringify(record)).not.toContain(key.slice(7, 20));
});

test('createKey(options) without models, tier and expiry allows all models, in tier standard, forever', async () => {
  const { record } = await createKey({ name: 'test' }, now);
  expect(record).toMatchObject({ models: ['*'], tier: 'standard', expiresAt: null });
});

test('createKey(options) draws every character of the alphabet equally often', async () => {
  const keys = await Promise.all(Array.from({ length: 2000 }, () => createKey({ name: 'test' }, now)));
  expect(new Set(keys.map(({ key }) => key)).size).toBe(2000);
  const counts = new Map<string, number>();
  for (const character of keys.flatMap(({ key }) => [...key.slice(3, 46)])) {
    counts.set(character, (counts.get(character) ?? 0) + 1);
  }
  expect(counts.size).toBe(62);
  const expected = (2000 * 43) / 62;
  const chiSquare = [...counts.values()].reduce((sum, count) => sum + (count - expected) ** 2 / expected, 0);
  // 61 degrees of freedom: above 160 once in 10^10 runs; bytes modulo 62 without rejection would give about 600.
  expect(chiSquare).toBeLessThan(160);
});

test('isWellFormed(key) rejects every change of a single character', async () => {
  const { key } = await createKey({ name: 'test' }, now);
  await fc.assert(
    fc.asyncProperty(
      fc.nat({ max: key.length - 1 }),
      fc.oneof(base62, fc.string({ maxLength: 2 })),
      async (at, other) => {
        fc.pre(other !== key[at]);
        expect(isWellFormed(key.slice(0, at) + other + key.slice(at + 1))).toBe(false);
      },
    ),
    { numRuns: runs(2000) },
  );
});

test('isWellFormed(key) rejects any text that createKey did not make', () => {
  fc.assert(fc.property(fc.string({ maxLength: 80 }), (text) => !isWellFormed(text)));
  expect(isWellFormed('')).toBe(false);
  expect(isWellFormed('lr_'.repeat(1_000_000))).toBe(false);
});

test('isWellFormed(key) rejects surrounding white space', async () => {
  const { key } = await createKey({ name: 'test' }, now);
  for (const text of [` ${key}`, `${key} `, `${key}\n`, key.toLowerCase(), key.replace('lr_', 'xx_')]) {
    expect(isWellFormed(text)).toBe(false);
  }
});

test('keyRecordSchema refuses a record whose times are not ISO 8601 in UTC', async () => {
  const { record } = await createKey({ name: 'test' }, now);
  for (const expiresAt of ['2027-01-01', 'tomorrow', '2027-01-01T00:00:00+02:00', 5]) {
    expect(keyRecordSchema().safeParse({ ...record, expiresAt }).success).toBe(false);
  }
});
