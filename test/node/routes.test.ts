import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseWranglerConfig, routedVariants as routedInBuild } from '../../scripts/wrangler-config.ts';
import { routedVariants, routesSchema } from '../../src/routes.ts';
import { pickVariant } from '../../src/split.ts';

const toml = (routes: string) => `[vars.TIERS]\nunlimited = {}\n[vars.ROUTES]\n${routes}`;

test('routesSchema takes a variant, or a split with shadows', () => {
  const routes = routesSchema.parse({ m: 'a', n: { split: { a: 90, b: 10 }, shadow: ['b', 'c'] } });
  expect(routes.get('m')).toEqual({ split: [{ variant: 'a', weight: 1 }], shadow: [] });
  expect(routes.get('n')).toEqual({
    split: [
      { variant: 'a', weight: 90 },
      { variant: 'b', weight: 10 },
    ],
    shadow: ['b', 'c'],
  });
  expect(routedVariants(routes.get('n')!)).toEqual(['a', 'b', 'c']);
});

test('the build and the Worker take the same routes, and need the same variants for them', () => {
  for (const route of ['"a"', '{ split = { a = 90, b = 0.5 } }', '{ split = { b = 1 }, shadow = ["c", "b"] }']) {
    const [local] = parseWranglerConfig(toml(`m = ${route}`));
    const built = local!.routes.get('m')!;
    expect(routedVariants(routesSchema.parse({ m: built }).get('m')!)).toEqual(routedInBuild(built));
  }
});

test.each([
  ['7', 7],
  ['{}', {}],
  ['["a"]', ['a']],
  ['{ split = {} }', { split: {} }],
  ['{ split = { a = 0 } }', { split: { a: 0 } }],
  ['{ split = { a = -1 } }', { split: { a: -1 } }],
  ['{ split = { a = 1 }, shadows = [] }', { split: { a: 1 }, shadows: [] }],
])('neither the build nor the Worker takes the route %s', (route, value) => {
  expect(() => parseWranglerConfig(toml(`m = ${route}`))).toThrow(/^wrangler\.toml: vars\.ROUTES\.m/);
  expect(routesSchema.safeParse({ m: value }).success).toBe(false);
});

const subjects = Array.from({ length: 20_000 }, (_, s) => `subject-${s}`);
const split = (weights: Record<string, number>) =>
  Object.entries(weights).map(([variant, weight]) => ({ variant, weight }));

test('pickVariant() divides subjects in proportion to the weights', () => {
  const weights = split({ a: 70, b: 20, c: 10 });
  const picked = Map.groupBy(subjects, (subject) => pickVariant(weights, 'm', subject));
  for (const { variant, weight } of weights) {
    const expected = weight / 100;
    const deviation = Math.sqrt((expected * (1 - expected)) / subjects.length);
    expect(Math.abs(picked.get(variant)!.length / subjects.length - expected)).toBeLessThan(4 * deviation);
  }
});

test('pickVariant() moves subjects only towards a variant whose weight grows', () => {
  const before = split({ a: 90, b: 10 });
  const after = split({ a: 90, b: 30 });
  for (const subject of subjects) {
    const [was, is] = [pickVariant(before, 'm', subject), pickVariant(after, 'm', subject)];
    if (was !== is) expect(is).toBe('b');
  }
});

test('pickVariant() does not depend on the order of the split', () => {
  fc.assert(
    fc.property(fc.string(), (subject) => {
      expect(pickVariant(split({ a: 1, b: 2 }), 'm', subject)).toBe(pickVariant(split({ b: 2, a: 1 }), 'm', subject));
    }),
  );
});

test('pickVariant() divides the subjects of two models independently', () => {
  const half = split({ a: 1, b: 1 });
  const both = subjects.filter((s) => pickVariant(half, 'm', s) === 'a' && pickVariant(half, 'n', s) === 'a');
  expect(Math.abs(both.length / subjects.length - 0.25)).toBeLessThan(4 * Math.sqrt((0.25 * 0.75) / subjects.length));
});
