import { expect, test } from 'vitest';
import { parseEnvironment } from '../../../src/config/environment.ts';

const keys = { get: async () => null };
const limiter = { limit: async () => ({ success: true }) };
const assets = { fetch: async () => new Response() };
const usual = {
  KEYS: keys,
  ASSETS: assets,
  RATE: limiter,
  ROUTES: { delay: 'one-hot' },
  TIERS: { standard: { binding: 'RATE', limit: 5, period: 10, rows: 7 }, unlimited: {} },
};

test('parseEnvironment() joins rates with the bindings that count them', () => {
  expect(parseEnvironment(usual)).toMatchObject({
    keys,
    assets,
    tiers: new Map([
      ['standard', { limiter, limit: 5, period: 10, rows: 7 }],
      ['unlimited', {}],
    ]),
    modelsPublic: true,
  });
  const { ASSETS: _, ...least } = usual;
  expect(parseEnvironment(least)).toMatchObject({ assets: undefined, version: undefined });
  expect(parseEnvironment({ ...usual, VERSION: { id: 'v-1', tag: '' } })).toMatchObject({ version: 'v-1' });
});

test.each<[object, string]>([
  [{ KEYS: undefined }, 'KEYS is not bound: expected a KV namespace'],
  [{ KEYS: { get: 1 } }, 'KEYS is not bound: expected a KV namespace'],
  [{ ASSETS: {} }, 'ASSETS is not bound: expected static assets'],
  [{ RATE: undefined }, 'RATE is not bound: expected a rate limit'],
  [{ RATE: 'RATE' }, 'RATE is not bound: expected a rate limit'],
  [{ MODELS_PUBLIC: 'false' }, 'MODELS_PUBLIC is "false": expected true or false'],
  [
    { KEYS: null, MODELS_PUBLIC: 1 },
    'MODELS_PUBLIC is 1: expected true or false; KEYS is not bound: expected a KV namespace',
  ],
])('parseEnvironment() throws for %j and names all that is wrong', (change, sentences) => {
  expect(() => parseEnvironment({ ...usual, ...change })).toThrow(`the environment is wrong: ${sentences}`);
});
