import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseWranglerConfig } from '../../../../scripts/wrangler/config.ts';
import { plainVariables, variablesSchema } from '../../../../src/config/variables.ts';
import { runs } from '../../../proof.ts';

const binding = (method: string) => ({ [method]: () => undefined });
const usual = {
  KEYS: binding('get'),
  ROUTES: { delay: 'one-hot', 'us-delay': 'crossed' },
  TIERS: { standard: { binding: 'RATE', limit: 6000, period: 60 }, unlimited: {} },
  FAILURES: { binding: 'FAILURES', limit: 60, period: 10 },
  CORS_ORIGINS: [],
  MODELS_PUBLIC: true,
};

test('plainVariables() reads what wrangler.toml says, with and without what may be left out', () => {
  const { FAILURES: _, CORS_ORIGINS: __, MODELS_PUBLIC: ___, ...least } = usual;
  for (const variables of [usual, least, { ...usual, ASSETS: binding('fetch'), ANOTHER: 1 }]) {
    expect(plainVariables(variables)).toEqual(variablesSchema().parse(variables));
  }
});

const name = fc.constantFrom('a', 'one-hot', '-', 'Ä', '', '__proto__', 'toString', '3d');
const odd = fc.constantFrom(
  undefined,
  null,
  0,
  -1,
  1.5,
  Number.NaN,
  10,
  60,
  2 ** 53,
  '',
  'a',
  'A',
  true,
  [],
  ['x'],
  {},
  [],
);
const rate = fc.record(
  {
    binding: fc.oneof(fc.constant('RATE'), odd),
    limit: fc.oneof(fc.constant(5), odd),
    period: fc.oneof(fc.constant(10), odd),
    more: odd,
  },
  { requiredKeys: [] },
);
const split = fc.record(
  { split: fc.dictionary(name, fc.oneof(fc.constant(1), odd)), shadow: fc.array(name), more: odd },
  { requiredKeys: [] },
);
const variables = fc
  .record(
    {
      KEYS: fc.oneof({ weight: 4, arbitrary: fc.constant(usual.KEYS) }, odd),
      ASSETS: fc.oneof(fc.constant(binding('fetch')), odd),
      ROUTES: fc.oneof({ weight: 4, arbitrary: fc.dictionary(name, fc.oneof(name, name, split, odd)) }, odd),
      TIERS: fc.oneof({ weight: 4, arbitrary: fc.dictionary(name, fc.oneof(rate, fc.constant({}), odd)) }, odd),
      FAILURES: fc.oneof(rate, odd),
      CORS_ORIGINS: fc.oneof(fc.array(fc.oneof(fc.constant('https://a.test'), fc.string())), odd),
      MODELS_PUBLIC: fc.oneof(fc.boolean(), odd),
      LIMITS: odd,
    },
    { requiredKeys: [] },
  )
  .map((changes) => ({ ...usual, ...changes }));

test('what plainVariables() reads, the schema reads alike; what the schema refuses, it does not read', () => {
  fc.assert(
    fc.property(fc.oneof(variables, fc.object(), fc.subarray(Object.entries(usual)).map(Object.fromEntries)), (env) => {
      const read = plainVariables(env);
      if (read !== undefined) expect(variablesSchema().parse(env)).toEqual(read);
    }),
    { numRuns: runs(5000) },
  );
});

test.each(['https://example.org', 'http://localhost:5173', 'http://127.0.0.1', 'https://[::1]:8443'])(
  'CORS_ORIGINS takes %s, in the Worker and in the build',
  (origin) => {
    expect(new URL(origin).origin).toBe(origin);
    expect(variablesSchema().parse({ ...usual, CORS_ORIGINS: [origin] }).CORS_ORIGINS).toEqual([origin]);
    expect(() => parseWranglerConfig(configured(origin))).not.toThrow();
  },
);

test.each([
  'https://example.org/',
  'https://example.org/page',
  'https://example.org:443',
  'http://example.org:80',
  'https://Example.org',
  'https://example.org?',
  'https://a@example.org',
  'https://exam ple.org',
  'https://*.example.org',
  'example.org',
  'ftp://example.org',
  'https://',
  'null',
  '*',
  '',
])('CORS_ORIGINS refuses %j, which no browser sends, in the Worker and in the build', (origin) => {
  const sentence = 'expected an origin as browsers send it, such as "https://example.org"';
  expect(variablesSchema().safeParse({ ...usual, CORS_ORIGINS: [origin] }).error?.issues).toEqual([
    expect.objectContaining({ path: ['CORS_ORIGINS', 0], message: expect.stringContaining(sentence) }),
  ]);
  expect(() => parseWranglerConfig(configured(origin))).toThrow(`wrangler.toml: vars.CORS_ORIGINS.0: ${sentence}`);
});

function configured(origin: string): string {
  return `[vars]\nCORS_ORIGINS = [${JSON.stringify(origin)}]\nROUTES = {}\nTIERS = {}`;
}
