import * as z from 'zod/mini';
import type { KeyReader } from '../access/key-lookup.ts';
import { originSchema } from '../core/contract/origin.ts';
import { lazily } from '../core/lazily.ts';
import { isRecord } from './is-record.ts';
import { plainRoutes, routesSchema } from './model-routes.ts';

const LIMITS = { bodyBytes: 1_048_576, rows: 10_000 };

/** The binding of the pages. */
export interface StaticAssets {
  fetch(request: Request): Promise<Response>;
}

/** Variables as wrangler.toml states them, and bindings. */
export const variablesSchema = lazily(() => {
  const positive = z.int().check(z.positive());
  const rate = z.strictObject({ binding: z.string(), limit: positive, period: z.literal([10, 60]) });
  const tier = z.union(
    [rate, z.strictObject({})],
    'expected { binding = "RATE_LIMIT_…", limit = count, period = 10 or 60 }, or {} for no limit',
  );
  return z.object({
    KEYS: z.custom<KeyReader>((value) => hasMethod(value, 'get'), 'expected a KV namespace'),
    ASSETS: z.optional(z.custom<StaticAssets>((value) => hasMethod(value, 'fetch'), 'expected static assets')),
    ROUTES: routesSchema(),
    TIERS: z.record(z.string(), tier),
    FAILURES: z.optional(rate),
    CORS_ORIGINS: z._default(z.array(originSchema()), []),
    MODELS_PUBLIC: z._default(z.boolean(), true),
    LIMITS: z._default(
      z.strictObject({
        bodyBytes: z._default(positive, LIMITS.bodyBytes),
        rows: z._default(positive, LIMITS.rows),
      }),
      LIMITS,
    ),
  });
});

export type Variables = z.infer<ReturnType<typeof variablesSchema>>;

export type RateVariable = NonNullable<Variables['FAILURES']>;

/**
 * What `variablesSchema` makes of variables as they usually are, in a fraction of the time; undefined for any others,
 * for the schema to take them or to tell what is wrong.
 */
export function plainVariables(env: object): Variables | undefined {
  const values: Partial<Record<keyof Variables, unknown>> = env;
  const { KEYS, ASSETS, TIERS, FAILURES, CORS_ORIGINS, MODELS_PUBLIC = true } = values;
  const ROUTES = plainRoutes(values.ROUTES);
  if (
    ROUTES === undefined ||
    !hasMethod<KeyReader>(KEYS, 'get') ||
    !(ASSETS === undefined || hasMethod<StaticAssets>(ASSETS, 'fetch')) ||
    !(isRecord(TIERS) && Object.values(TIERS).every(isTier)) ||
    !(FAILURES === undefined || isRate(FAILURES)) ||
    !(CORS_ORIGINS === undefined || isEmpty(CORS_ORIGINS)) ||
    typeof MODELS_PUBLIC !== 'boolean' ||
    values.LIMITS !== undefined
  ) {
    return undefined;
  }
  return {
    KEYS,
    ASSETS,
    ROUTES,
    TIERS: TIERS as Variables['TIERS'],
    FAILURES,
    CORS_ORIGINS: [],
    MODELS_PUBLIC,
    LIMITS,
  };
}

function isTier(value: unknown): boolean {
  return isRate(value) || (isRecord(value) && Reflect.ownKeys(value).length === 0);
}

function isRate(value: unknown): value is RateVariable {
  if (!isRecord(value)) return false;
  const { binding, limit, period, ...others } = value;
  return (
    typeof binding === 'string' &&
    Number.isSafeInteger(limit) &&
    (limit as number) > 0 &&
    (period === 10 || period === 60) &&
    Reflect.ownKeys(others).length === 0
  );
}

function isEmpty(value: unknown): boolean {
  return Array.isArray(value) && value.length === 0;
}

function hasMethod<T>(value: unknown, method: keyof T & string): value is T {
  return typeof value === 'object' && value !== null && typeof Reflect.get(value, method) === 'function';
}
