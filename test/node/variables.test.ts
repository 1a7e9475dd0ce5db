import fc from 'fast-check';
import { expect, test } from 'vitest';
import { plainVariables, variablesSchema } from '../../src/variables.ts';

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
      CORS_ORIGINS: fc.oneof(fc.array(fc.string()), odd),
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
    { numRuns: 5000 },
  );
});
