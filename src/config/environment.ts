import type { KeyReader } from '../access/key-lookup.ts';
import type { Tier, Tiers } from '../access/rate-limit.ts';
import { parseVariables, type TierVariable, type Variables } from '../core/contract/variables.ts';
import type { Points } from '../http/point.ts';

/** The binding of the pages. */
export interface StaticAssets {
  fetch(request: Request): Promise<Response>;
}

/** Variables and bindings, parsed once. */
export interface Environment extends Omit<Variables, 'tiers'> {
  keys: KeyReader;
  tiers: Tiers;
  assets?: StaticAssets | undefined;
  /** Where the numbers of requests go. */
  points?: Points | undefined;
  /** The id of the deployed version, where Cloudflare binds it. */
  version?: string | undefined;
}

/** Parses variables and bindings once, at the start. @throws {Error} naming every one that is wrong */
export function parseEnvironment(env: object): Environment {
  const bindings = new Map<string, unknown>(Object.entries(env));
  const { variables, errors } = parseVariables(Object.fromEntries(bindings));

  function bound<T>(name: string, method: keyof T & string, what: string): T | undefined {
    const value = bindings.get(name);
    if (typeof value === 'object' && value !== null && typeof Reflect.get(value, method) === 'function')
      return value as T;
    errors.push(`${name} is not bound: expected ${what}`);
    return undefined;
  }

  const boundIfAny: typeof bound = (name, method, what) =>
    bindings.get(name) === undefined ? undefined : bound(name, method, what);

  function toTier({ binding, ...tier }: TierVariable): Tier {
    const limiter = binding === undefined ? undefined : bound<RateLimit>(binding, 'limit', 'a rate limit');
    return { ...tier, limiter } as Tier;
  }

  const keys = bound<KeyReader>('KEYS', 'get', 'a KV namespace');
  const assets = boundIfAny<StaticAssets>('ASSETS', 'fetch', 'static assets');
  const points = boundIfAny<Points>('METRICS', 'writeDataPoint', 'a dataset of Analytics Engine');
  const tiers = new Map([...variables.tiers].map(([name, tier]) => [name, toTier(tier)]));
  const { id: version } = (bindings.get('VERSION') ?? {}) as Partial<WorkerVersionMetadata>;
  if (keys === undefined || errors.length > 0) throw new Error(`the environment is wrong: ${errors.join('; ')}`);
  return { ...variables, keys, assets, tiers, points, version };
}
