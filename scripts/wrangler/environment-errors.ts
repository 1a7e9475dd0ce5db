import { type RateVariable, routedVariants } from '../../src/core/contract/variables.ts';
import type { EnvironmentConfig } from './config.ts';

/**
 * What is wrong with an environment, one sentence each: its variables; routes to models or variants that do not exist;
 * rates that differ from their [[ratelimits]].
 * @param models names of the variants of each trained model
 */
export function environmentErrors(
  { name, routes, tiers, limits, rateLimits, errors }: EnvironmentConfig,
  models: ReadonlyMap<string, readonly string[]>,
): string[] {
  const unmet = [
    ...[...routes].flatMap(([model, route]) => routeErrors(model, routedVariants(route))),
    ...[...tiers].flatMap(([name, tier]) => [
      ...(tier.binding === undefined ? [] : rateErrors(`TIERS.${name}`, tier)),
      ...((tier.rows ?? 0) > limits.rows ? [`TIERS.${name} allows ${tier.rows} rows, but LIMITS ${limits.rows}`] : []),
    ]),
  ];
  return [...errors, ...unmet.map((error) => `wrangler.toml, environment ${name}: ${error}`)];

  function routeErrors(model: string, routed: readonly string[]): string[] {
    const variants = models.get(model);
    if (!variants) return [`ROUTES.${model} names a model that is not trained; ${list('models', [...models.keys()])}`];
    const missing = routed.filter((variant) => !variants.includes(variant));
    return missing.map((variant) => `ROUTES.${model} names the variant ${variant}; ${list('its variants', variants)}`);
  }

  function rateErrors(variable: string, { binding, limit, period }: RateVariable): string[] {
    const bound = rateLimits.find((candidate) => candidate.name === binding);
    if (!bound) {
      const bindings = rateLimits.map((candidate) => candidate.name);
      return [`${variable} names the rate limit ${binding}; ${list('[[ratelimits]]', bindings)}`];
    }
    const { simple } = bound;
    if (simple.limit === limit && simple.period === period) return [];
    return [
      `${variable} says ${limit} in ${period} s, but [[ratelimits]] ${binding} says ${simple.limit} in ${simple.period} s`,
    ];
  }
}

function list(what: string, names: readonly string[]): string {
  return `${what}: ${names.join(', ') || 'none'}`;
}
