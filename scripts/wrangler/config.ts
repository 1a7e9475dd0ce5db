import { readFile } from 'node:fs/promises';
import { parse, TomlError } from 'smol-toml';
import * as z from 'zod';
import { originSchema } from '../../src/core/contract/origin.ts';
import { type RouteVariable, routeSchema } from '../../src/core/contract/route-schema.ts';
import { Failure } from '../cli/command.ts';

const rateSchema = z.strictObject({ binding: z.string(), limit: z.number(), period: z.number() });

const tierSchema = z.union(
  [rateSchema, z.strictObject({})],
  'expected { binding = "RATE_LIMIT_…", limit = count, period = 10 or 60 }, or {} for no limit',
);

const environmentSchema = z.object({
  vars: z.object(
    {
      ROUTES: z.record(z.string(), z.pipe(routeSchema(), z.transform(toRoute))),
      TIERS: z.record(z.string(), tierSchema),
      FAILURES: rateSchema.optional(),
      CORS_ORIGINS: z.array(originSchema()).default([]),
    },
    'expected vars with ROUTES and TIERS: environments inherit none',
  ),
  ratelimits: z
    .array(z.object({ name: z.string(), simple: z.object({ limit: z.number(), period: z.number() }) }))
    .default([]),
});

function toRoute(route: RouteVariable): { split: Record<string, number>; shadow: string[] } {
  if (typeof route === 'string') return { split: { [route]: 1 }, shadow: [] };
  return { split: route.split, shadow: route.shadow ?? [] };
}

const configSchema = environmentSchema.extend({ env: z.record(z.string(), environmentSchema).default({}) });

export type RouteConfig = ReturnType<typeof toRoute>;
export type TierConfig = z.infer<typeof tierSchema>;

/** What wrangler.toml says of one environment; `local` is the top level of the file. */
export interface EnvironmentConfig {
  name: string;
  routes: ReadonlyMap<string, RouteConfig>;
  tiers: ReadonlyMap<string, TierConfig>;
  failures?: z.infer<typeof rateSchema> | undefined;
  rateLimits: z.infer<typeof environmentSchema>['ratelimits'];
}

/**
 * The environments of wrangler.toml, `local` first.
 * @throws {Failure} naming every place that is wrong
 */
export function parseWranglerConfig(toml: string): EnvironmentConfig[] {
  const parsed = configSchema.safeParse(parseToml(toml));
  if (!parsed.success) {
    const problems = parsed.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`);
    throw new Failure(`wrangler.toml: ${problems.join('; ')}`);
  }
  return Object.entries({ local: parsed.data, ...parsed.data.env }).map(([name, { vars, ratelimits }]) => ({
    name,
    routes: new Map(Object.entries(vars.ROUTES)),
    tiers: new Map(Object.entries(vars.TIERS)),
    failures: vars.FAILURES,
    rateLimits: ratelimits,
  }));
}

/** Reads wrangler.toml of the current folder. @throws {Failure} naming every place that is wrong */
export async function readWranglerConfig(): Promise<EnvironmentConfig[]> {
  return parseWranglerConfig(await readFile('wrangler.toml', 'utf8'));
}

/** Every variant that a route needs, shadows too, each once. */
export function routedVariants({ split, shadow }: RouteConfig): string[] {
  return [...new Set([...Object.keys(split), ...shadow])];
}

function parseToml(toml: string): unknown {
  try {
    return parse(toml);
  } catch (error) {
    if (!(error instanceof TomlError)) throw error;
    throw new Failure(`wrangler.toml: line ${error.line}: ${error.message.split('\n')[0]}`);
  }
}
