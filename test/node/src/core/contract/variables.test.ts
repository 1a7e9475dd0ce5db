import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  callableVariants,
  parseVariables,
  routedVariants,
  unknownVariables,
} from '../../../../../src/core/contract/variables.ts';
import { runs } from '../../../../proof.ts';

const rate = { binding: 'RATE', limit: 6000, period: 60 };
const usual = {
  ROUTES: {
    delay: 'one-hot',
    'us-delay': { split: { a: 90, b: 0.5 }, shadow: ['b', 'c'] },
    third: { variant: 'a', pick: ['b', 'a'], shadow: ['c'] },
  },
  TIERS: { standard: rate, bounded: { ...rate, rows: 10, streamRows: 100 }, unlimited: {} },
  CORS_ORIGINS: ['https://example.org'],
  MODELS_PUBLIC: false,
  LIMITS: { bodyBytes: 1000, rows: 10 },
  HEADERS: { 'strict-transport-security': 'max-age=31536000' },
  LOG_HEADERS: ['user-agent'],
  LOG_SAMPLE: 0.1,
  DRIFT_SAMPLE: 0.01,
};

test('parseVariables() reads variables as wrangler.toml has them', () => {
  const { variables, errors } = parseVariables(usual);
  expect(errors).toEqual([]);
  expect(variables).toEqual({
    routes: new Map([
      ['delay', { split: [{ variant: 'one-hot', weight: 1 }], pick: [], shadow: [] }],
      [
        'us-delay',
        {
          split: [
            { variant: 'a', weight: 90 },
            { variant: 'b', weight: 0.5 },
          ],
          pick: [],
          shadow: ['b', 'c'],
        },
      ],
      ['third', { split: [{ variant: 'a', weight: 1 }], pick: ['b', 'a'], shadow: ['c'] }],
    ]),
    tiers: new Map<string, object>([
      ['standard', rate],
      ['bounded', { ...rate, rows: 10, streamRows: 100 }],
      ['unlimited', {}],
    ]),
    corsOrigins: ['https://example.org'],
    modelsPublic: false,
    limits: { bodyBytes: 1000, rows: 10 },
    headers: { 'strict-transport-security': 'max-age=31536000' },
    logHeaders: ['user-agent'],
    logSample: 0.1,
    driftSample: 0.01,
  });
});

test('parseVariables() needs only ROUTES and TIERS, and ignores bindings', () => {
  const { variables, errors } = parseVariables({ ROUTES: {}, TIERS: {}, KEYS: { get: () => undefined } });
  expect(errors).toEqual([]);
  const limits = { bodyBytes: 1_048_576, rows: 10_000 };
  expect(variables).toMatchObject({
    corsOrigins: [],
    modelsPublic: true,
    limits,
    headers: {},
    logHeaders: [],
    logSample: 1,
    driftSample: 0,
  });
  expect(parseVariables({ ROUTES: {}, TIERS: {}, LIMITS: { rows: 5 } }).variables.limits).toEqual({
    ...limits,
    rows: 5,
  });
});

test('callableVariants() lists split and pick, each variant once; routedVariants() the shadows, too', () => {
  const routes = [...parseVariables(usual).variables.routes.values()];
  expect(routes.map(callableVariants)).toEqual([['one-hot'], ['a', 'b'], ['a', 'b']]);
  expect(routes.map(routedVariants)).toEqual([['one-hot'], ['a', 'b', 'c'], ['a', 'b', 'c']]);
});

const ROUTE =
  'expected "variant", or a table with variant = "…" or split = { variant = weight, … } with weights above 0, ' +
  'and pick = ["variant", …], shadow = ["variant", …] if needed';
const TIER =
  'expected a table with binding = "RATE_LIMIT_…", limit = a whole number above 0 and period = 10 or 60, or none of them; ' +
  'and rows, streamRows = whole numbers above 0 if needed';
const LIMITS = 'expected { bodyBytes = …, rows = … } with whole numbers above 0';
const ORIGIN =
  'expected an origin as browsers send it, such as "https://example.org" or "http://localhost:5173": ' +
  'lower case, no slash at the end, no path, no default port';

test.each<[object, string]>([
  [{ ROUTES: undefined }, `ROUTES is missing: expected a table; each value ${ROUTE.slice('expected '.length)}`],
  [{ ROUTES: ['one-hot'] }, `ROUTES is ["one-hot"]: expected a table; each value ${ROUTE.slice('expected '.length)}`],
  ...[7, null, '', 'A', {}, ['a']].map((route): [object, string] => [
    { ROUTES: { m: route } },
    `ROUTES.m is ${JSON.stringify(route)}: ${ROUTE}`,
  ]),
  ...[{}, { a: 0 }, { a: -1 }, { a: '1' }, { A: 1 }].map((split): [object, string] => [
    { ROUTES: { m: { split } } },
    `ROUTES.m is ${JSON.stringify({ split })}: ${ROUTE}`,
  ]),
  [{ ROUTES: { m: { split: { a: 1 }, shadows: [] } } }, `ROUTES.m is {"split":{"a":1},"shadows":[]}: ${ROUTE}`],
  [{ ROUTES: { m: { split: { a: 1 }, shadow: 'b' } } }, `ROUTES.m is {"split":{"a":1},"shadow":"b"}: ${ROUTE}`],
  [{ ROUTES: { m: { split: { a: 1 }, shadow: [1] } } }, `ROUTES.m is {"split":{"a":1},"shadow":[1]}: ${ROUTE}`],
  ...[
    { variant: 'a', split: { a: 1 } },
    { variant: 'A' },
    { variant: ['a'] },
    { pick: ['a'] },
    { variant: 'a', pick: 'b' },
    { variant: 'a', pick: ['B'] },
  ].map((route): [object, string] => [{ ROUTES: { m: route } }, `ROUTES.m is ${JSON.stringify(route)}: ${ROUTE}`]),
  [{ ROUTES: { Ä: 'a' } }, 'a model of ROUTES is "Ä": expected lower-case letters, digits and dashes'],
  [{ TIERS: undefined }, `TIERS is missing: expected a table; each value ${TIER.slice('expected '.length)}`],
  [{ TIERS: { slow: { limit: 5 } } }, `TIERS.slow is {"limit":5}: ${TIER}`],
  [{ TIERS: { slow: { ...rate, limit: -1 } } }, `TIERS.slow is {"binding":"RATE","limit":-1,"period":60}: ${TIER}`],
  [{ TIERS: { slow: { ...rate, limit: 1.5 } } }, `TIERS.slow is {"binding":"RATE","limit":1.5,"period":60}: ${TIER}`],
  [{ TIERS: { slow: { ...rate, period: 30 } } }, `TIERS.slow is {"binding":"RATE","limit":6000,"period":30}: ${TIER}`],
  ...[{ rows: 0 }, { rows: null }, { streamRows: 1.5 }, { rows: 1, more: 1 }].map((tier): [object, string] => [
    { TIERS: { slow: tier } },
    `TIERS.slow is ${JSON.stringify(tier)}: ${TIER}`,
  ]),
  [{ TIERS: { slow: new Date(0) } }, `TIERS.slow is "1970-01-01T00:00:00.000Z": ${TIER}`],
  [{ CORS_ORIGINS: 'https://example.org' }, 'CORS_ORIGINS is "https://example.org": expected a list of origins'],
  [{ CORS_ORIGINS: ['https://example.org', 7] }, `CORS_ORIGINS.1 is 7: ${ORIGIN}`],
  [{ MODELS_PUBLIC: 'false' }, 'MODELS_PUBLIC is "false": expected true or false'],
  [{ MODELS_PUBLIC: 0 }, 'MODELS_PUBLIC is 0: expected true or false'],
  [{ LIMITS: { rows: 0 } }, `LIMITS is {"rows":0}: ${LIMITS}`],
  [{ LIMITS: { rows: Number.NaN } }, `LIMITS is {"rows":null}: ${LIMITS}`],
  [{ LIMITS: { bodybytes: 5 } }, `LIMITS is {"bodybytes":5}: ${LIMITS}`],
  [{ LIMITS: 5 }, `LIMITS is 5: ${LIMITS}`],
  [{ HEADERS: { 'x-a': 'é' } }, 'HEADERS.x-a is "é": expected a text of visible ASCII characters'],
  [
    { HEADERS: { 'X-A': 'a' } },
    'a name of HEADERS is "X-A": expected the name of a header in lower case, without those that begin with content-',
  ],
  [
    { HEADERS: { 'content-length': '1' } },
    'a name of HEADERS is "content-length": expected the name of a header in lower case, without those that begin with content-',
  ],
  [
    { LOG_HEADERS: ['x-api-key'] },
    'LOG_HEADERS.0 is "x-api-key": expected the name of a request header in lower case that holds no secret: not x-api-key, authorization or cookie',
  ],
  [{ LOG_SAMPLE: 1.1 }, 'LOG_SAMPLE is 1.1: expected a share from 0 to 1'],
  [{ DRIFT_SAMPLE: '0.1' }, 'DRIFT_SAMPLE is "0.1": expected a share from 0 to 1'],
  [{ LOG_SAMPLE: Number.NaN }, 'LOG_SAMPLE is NaN: expected a share from 0 to 1'],
])(
  'parseVariables() refuses %j by one sentence that names variable, value and what is expected',
  (change, sentence) => {
    expect(parseVariables({ ...usual, ...change }).errors).toEqual([sentence]);
  },
);

test('parseVariables() lists all errors, and shortens long values', () => {
  const { errors } = parseVariables({ ROUTES: 'x'.repeat(200), MODELS_PUBLIC: 'no', LIMITS: 5 });
  expect(errors.map((error) => error.split(' ')[0])).toEqual(['ROUTES', 'TIERS', 'MODELS_PUBLIC', 'LIMITS']);
  expect(errors[0]).toContain('xxx…: expected');
});

test.each(['https://example.org', 'http://localhost:5173', 'http://127.0.0.1', 'https://[::1]:8443'])(
  'CORS_ORIGINS may list %s',
  (origin) => {
    expect(new URL(origin).origin).toBe(origin);
    const { variables, errors } = parseVariables({ ...usual, CORS_ORIGINS: [origin] });
    expect([variables.corsOrigins, errors]).toEqual([[origin], []]);
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
])('CORS_ORIGINS may not list %j, which no browser sends', (origin) => {
  const { errors } = parseVariables({ ...usual, CORS_ORIGINS: [origin] });
  expect(errors).toEqual([`CORS_ORIGINS.0 is ${JSON.stringify(origin)}: ${ORIGIN}`]);
});

test('unknownVariables() names what is not a variable, and what is', () => {
  expect(unknownVariables({ ...usual, MODEL_PUBLIC: true, toString: 1 })).toEqual([
    'MODEL_PUBLIC is not a variable: expected ROUTES, TIERS, CORS_ORIGINS, MODELS_PUBLIC, LIMITS, HEADERS, LOG_HEADERS, LOG_SAMPLE, DRIFT_SAMPLE',
    'toString is not a variable: expected ROUTES, TIERS, CORS_ORIGINS, MODELS_PUBLIC, LIMITS, HEADERS, LOG_HEADERS, LOG_SAMPLE, DRIFT_SAMPLE',
  ]);
});

const name = fc.constantFrom('a', 'one-hot', '-', 'Ä', '', '__proto__', 'toString', '3d');
const odd = fc.oneof(
  fc.constantFrom(undefined, null, 0, -1, 1.5, Number.NaN, 10, 60, 2 ** 53, '', 'a', 'A', true),
  fc.constantFrom<unknown>([], ['x'], {}),
  fc.jsonValue(),
);
const nearlyRate = fc.record(
  {
    binding: fc.oneof(fc.constant('RATE'), odd),
    limit: fc.oneof(fc.constant(5), odd),
    period: fc.oneof(fc.constant(10), odd),
    rows: fc.oneof(fc.constant(10), odd),
    streamRows: fc.oneof(fc.constant(10), odd),
    more: odd,
  },
  { requiredKeys: [] },
);
const nearlySplit = fc.record(
  {
    split: fc.dictionary(name, fc.oneof(fc.constant(1), odd)),
    variant: name,
    pick: fc.array(name),
    shadow: fc.array(name),
    more: odd,
  },
  { requiredKeys: [] },
);
const nearlyVariables = fc
  .record(
    {
      ROUTES: fc.oneof({ weight: 4, arbitrary: fc.dictionary(name, fc.oneof(name, name, nearlySplit, odd)) }, odd),
      TIERS: fc.oneof({ weight: 4, arbitrary: fc.dictionary(name, fc.oneof(nearlyRate, fc.constant({}), odd)) }, odd),
      CORS_ORIGINS: fc.oneof(fc.array(fc.oneof(fc.constant('https://a.test'), fc.string())), odd),
      MODELS_PUBLIC: fc.oneof(fc.boolean(), odd),
      LIMITS: fc.oneof(fc.record({ bodyBytes: odd, rows: odd }, { requiredKeys: [] }), odd),
    },
    { requiredKeys: [] },
  )
  .map((changes) => ({ ...usual, ...changes }));

test('parseVariables() either reads any values or refuses them by sentences, and never throws', () => {
  const isCount = (value: unknown) => Number.isSafeInteger(value) && (value as number) > 0;
  fc.assert(
    fc.property(fc.oneof(nearlyVariables, fc.dictionary(fc.string(), fc.jsonValue())), (values) => {
      const { variables, errors } = parseVariables(values);
      for (const error of errors) expect(error).toMatch(/^(a model of )?[A-Z_]+(\..*)? is .+: expected .+/s);
      if (errors.length > 0) return;
      const { routes, tiers, corsOrigins, modelsPublic, limits } = variables;
      for (const [model, { split, shadow }] of routes) {
        for (const word of [model, ...split.map(({ variant }) => variant), ...shadow])
          expect(word).toMatch(/^[a-z0-9]/);
        expect(split.length).toBeGreaterThan(0);
        for (const { weight } of split) expect(weight).toBeGreaterThan(0);
      }
      for (const { rows = 1, streamRows = 1, ...rate } of tiers.values()) {
        expect([isCount(rows), isCount(streamRows)]).toEqual([true, true]);
        if (rate.binding === undefined) continue;
        expect([typeof rate.binding, isCount(rate.limit), rate.period % 50]).toEqual(['string', true, 10]);
      }
      expect([typeof modelsPublic, ...corsOrigins.map((origin) => new URL(origin).origin)]).toEqual([
        'boolean',
        ...corsOrigins,
      ]);
      expect([isCount(limits.bodyBytes), isCount(limits.rows)]).toEqual([true, true]);
    }),
    { numRuns: runs(5000) },
  );
});
