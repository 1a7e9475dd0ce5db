import { type EnvironmentConfig, routedVariants } from './config.ts';

/** What an environment asks for that is not there: one sentence per route or tier that cannot work. */
export function environmentErrors(
  { name, routes, tiers, failures, rateLimits }: EnvironmentConfig,
  models: ReadonlyMap<string, readonly string[]>,
): string[] {
  const place = `wrangler.toml, environment ${name}`;
  const problems: string[] = [];
  for (const [model, route] of routes) {
    const variants = models.get(model);
    if (variants === undefined) {
      problems.push(`${place}: ROUTES.${model} names a model that is not trained; ${list('models', models.keys())}`);
      continue;
    }
    for (const variant of routedVariants(route).filter((routed) => !variants.includes(routed))) {
      problems.push(`${place}: ROUTES.${model} names the variant ${variant}; ${list('its variants', variants)}`);
    }
  }
  const rates = [...tiers].map(([tier, rate]) => ({ variable: `TIERS.${tier}`, rate }));
  if (failures) rates.push({ variable: 'FAILURES', rate: failures });
  for (const { variable, rate } of rates) {
    if (!('binding' in rate)) continue;
    const { binding, limit, period } = rate;
    const bound = rateLimits.find((candidate) => candidate.name === binding);
    if (bound === undefined) {
      const bindings = rateLimits.map((candidate) => candidate.name);
      problems.push(`${place}: ${variable} names the rate limit ${binding}; ${list('[[ratelimits]]', bindings)}`);
    } else if (bound.simple.limit !== limit || bound.simple.period !== period) {
      const { simple } = bound;
      problems.push(
        `${place}: ${variable} says ${limit} in ${period} s, but [[ratelimits]] ${binding} says ${simple.limit} in ${simple.period} s`,
      );
    }
  }
  return problems;
}

function list(what: string, names: Iterable<string>): string {
  return `${what}: ${[...names].join(', ') || 'none'}`;
}
