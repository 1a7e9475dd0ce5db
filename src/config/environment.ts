import type { KeyReader } from '../access/key-lookup.ts';
import type { Rate, Tier } from '../access/limiter.ts';
import type { ModelRoutes } from './model-routes.ts';
import { plainVariables, type RateVariable, type StaticAssets, type Variables, variablesSchema } from './variables.ts';

/** Variables and bindings, parsed once. */
export interface Environment {
  keys: KeyReader;
  routes: ModelRoutes;
  tiers: ReadonlyMap<string, Tier>;
  /** How often one network may send keys that are refused. */
  failures?: Rate | undefined;
  corsOrigins: string[];
  modelsPublic: boolean;
  limits: { bodyBytes: number; rows: number };
  assets?: StaticAssets | undefined;
}

/**
 * Parses variables and bindings, so that everything inside receives typed data.
 * @throws {Error} naming every variable that is wrong
 */
export function parseEnvironment(env: object): Environment {
  const variables = plainVariables(env) ?? parseVariables(env);
  const { KEYS, ASSETS, ROUTES, TIERS, FAILURES, CORS_ORIGINS, MODELS_PUBLIC, LIMITS } = variables;
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

function parseVariables(env: object): Variables {
  const parsed = variablesSchema().safeParse(env);
  if (parsed.success) return parsed.data;
  const problems = parsed.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`);
  throw new Error(`the environment is wrong: ${problems.join('; ')}`);
}

function toTier(place: string, tier: Variables['TIERS'][string], bindings: ReadonlyMap<string, unknown>): Tier {
  if (!('binding' in tier)) return {};
  const { binding, limit, period } = tier;
  return { rate: toRate(place, { binding, limit, period }, bindings) };
}

function toRate(place: string, { binding, limit, period }: RateVariable, bindings: ReadonlyMap<string, unknown>): Rate {
  const limiter = bindings.get(binding);
  if (isLimiter(limiter)) return { limiter, limit, period };
  throw new Error(`the environment is wrong: ${place}: there is no rate limit ${binding}`);
}

function isLimiter(value: unknown): value is RateLimit {
  return typeof value === 'object' && value !== null && 'limit' in value && typeof value.limit === 'function';
}
