import { expect, test } from 'vitest';
import { parseWranglerConfig } from '../../../../scripts/wrangler/config.ts';
import { environmentErrors } from '../../../../scripts/wrangler/environment-errors.ts';

test('parseWranglerConfig() reads each environment, with its variables as the file has them', () => {
  const [local, dev] = parseWranglerConfig(`
    [vars]
    ROUTES = { m = { split = { a = 90, b = 0.5 }, shadow = ["c"] } }
    TIERS = { unlimited = {} }
    [env.dev.vars]
    ROUTES = {}
    TIERS = {}`);
  expect(local!.errors).toEqual([]);
  expect(local!.routes.get('m')?.shadow).toEqual(['c']);
  expect(local!.vars.ROUTES).toEqual({ m: { split: { a: 90, b: 0.5 }, shadow: ['c'] } });
  expect([dev!.name, dev!.routes.size, dev!.rateLimits]).toEqual(['dev', 0, []]);
});

test.each([
  ['MODEL_PUBLIC = true', 'MODEL_PUBLIC is not a variable: expected ROUTES, '],
  ['MODELS_PUBLIC = "false"', 'MODELS_PUBLIC is "false": expected true or false'],
  ['LIMITS = { rows = -1 }', 'LIMITS is {"rows":-1}: expected '],
  ['LIMITS = { row = 1 }', 'LIMITS is {"row":1}: expected '],
  ['LIMITS = 1979-05-27', 'LIMITS is "1979-05-27": expected '],
  ['CORS_ORIGINS = ["https://example.org/"]', 'CORS_ORIGINS.0 is "https://example.org/": expected an origin'],
])('parseWranglerConfig() finds the error in %s, in every environment', (line, sentence) => {
  const vars = `ROUTES = {}\nTIERS = {}\n${line}`;
  const environments = parseWranglerConfig(`[vars]\n${vars}\n[env.prd.vars]\n${vars}`);
  expect(environments.flatMap(({ errors }) => errors)).toEqual([
    expect.stringContaining(`wrangler.toml, environment local: ${sentence}`),
    expect.stringContaining(`wrangler.toml, environment prd: ${sentence}`),
  ]);
});

test('environmentErrors() refuses a tier with more rows than LIMITS, and a rate that its binding does not have', () => {
  const tiers = 'TIERS = { wide = { rows = 11 }, fast = { binding = "B", limit = 5, period = 10, rows = 10 } }';
  const [local] = parseWranglerConfig(`[vars]\nROUTES = {}\nLIMITS = { rows = 10 }\n${tiers}`);
  expect(environmentErrors(local!, new Map())).toEqual([
    'wrangler.toml, environment local: TIERS.wide allows 11 rows, but LIMITS 10',
    'wrangler.toml, environment local: TIERS.fast names the rate limit B; [[ratelimits]]: none',
  ]);
});

test('environmentErrors() lists wrong variables together with routes that lead nowhere', () => {
  const [local] = parseWranglerConfig('[vars]\nROUTES = { delay = "forecast" }\nTIERS = {}\nMODEL_PUBLIC = true');
  expect(environmentErrors(local!, new Map())).toEqual([
    expect.stringContaining('MODEL_PUBLIC is not a variable'),
    'wrangler.toml, environment local: ROUTES.delay names a model that is not trained; models: none',
  ]);
});
