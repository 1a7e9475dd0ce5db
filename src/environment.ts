import * as z from 'zod/mini';
import type { KeyStore } from './key-lookup.ts';
import { type Routes, routesSchema } from './routes.ts';
import type { StaticAssets } from './static-assets.ts';

/** How often something may happen in a number of seconds, and the binding that counts it. */
export interface Rate {
  limiter: RateLimit;
  limit: number;
  period: number;
}

/** A rate that the keys of a tier share the figures of, each key counted by itself; without one, no limit. */
export interface Tier {
  rate?: Rate;
}

/** Variables and bindings, parsed once. */
export interface Environment {
  keys: KeyStore;
  routes: Routes;
  tiers: ReadonlyMap<string, Tier>;
  /** How often one network may send keys that are refused. */
  failures?: Rate | undefined;
  corsOrigins: string[];
  modelsPublic: boolean;
  limits: { bodyBytes: number; rows: number };
  assets?: StaticAssets | undefined;
}

const positive = z.int().check(z.positive());

const rateSchema = z.strictObject({ binding: z.string(), limit: positive, period: z.literal([10, 60]) });

const tierSchema = z.union(
  [rateSchema, z.strictObject({})],
  'expected { binding = "RATE_LIMIT_…", limit = count, period = 10 or 60 }, or {} for no limit',
);

const environmentSchema = z.object({
  KEYS: z.custom<KeyStore>((value) => hasMethod(value, 'get'), 'expected a KV namespace'),
  ASSETS: z.optional(z.custom<StaticAssets>((value) => hasMethod(value, 'fetch'), 'expected static assets')),
  ROUTES: routesSchema,
  TIERS: z.record(z.string(), tierSchema),
  FAILURES: z.optional(rateSchema),
  CORS_ORIGINS: z._default(z.array(z.string()), []),
  MODELS_PUBLIC: z._default(z.boolean(), true),
  LIMITS: z._default(
    z.strictObject({ bodyBytes: z._default(positive, 1_048_576), rows: z._default(positive, 10_000) }),
    { bodyBytes: 1_048_576, rows: 10_000 },
  ),
});

const limiterSchema = z.custom<RateLimit>((value) => hasMethod(value, 'limit'));

/**
 * Parses variables and bindings, so that everything inside receives typed data.
 * @throws {Error} naming every variable that is wrong
 */
export function parseEnvironment(env: object): Environment {
  const parsed = environmentSchema.safeParse(env);
  if (!parsed.success) {
    const problems = parsed.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`);
    throw new Error(`the environment is wrong: ${problems.join('; ')}`);
  }
  const { KEYS, ASSETS, ROUTES, TIERS, FAILURES, CORS_ORIGINS, MODELS_PUBLIC, LIMITS } = parsed.data;
  const bindings = new Map<string, unknown>(Object.entries(env));
  return {
    keys: KEYS,
    routes: ROUTES,
    tiers: new Map(Object.entries(TIERS).map(([name, tier]) => [name, toTier(`TIERS.${name}`, tier, bindings)])),
    failures: FAILURES && toRate('FAILURES', FAILURES, bindings),
    corsOrigins: CORS_ORIGINS,
    modelsPublic: MODELS_PUBLIC,
    limits: LIMITS,
    assets: ASSETS,
  };
}

function toTier(place: string, tier: z.infer<typeof tierSchema>, bindings: ReadonlyMap<string, unknown>): Tier {
  if (!('binding' in tier)) return {};
  const { binding, limit, period } = tier;
  return { rate: toRate(place, { binding, limit, period }, bindings) };
}

function toRate(
  place: string,
  { binding, limit, period }: z.infer<typeof rateSchema>,
  bindings: ReadonlyMap<string, unknown>,
): Rate {
  const limiter = limiterSchema.safeParse(bindings.get(binding));
  if (!limiter.success) throw new Error(`the environment is wrong: ${place}: there is no rate limit ${binding}`);
  return { limiter: limiter.data, limit, period };
}

function hasMethod(value: unknown, method: string): boolean {
  return typeof value === 'object' && value !== null && typeof Reflect.get(value, method) === 'function';
}
