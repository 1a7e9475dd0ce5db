import { NAME } from '../artifact.ts';
import { shorten } from '../shorten.ts';

/** Which variants of a model answer. A variant that its route does not name is neither bundled nor answered. */
export interface ModelRoute {
  /** Those that answer a caller who names none, in what proportion. */
  split: readonly { variant: string; weight: number }[];
  /** Further ones that callers may name. */
  pick: readonly string[];
  /** Those that are scored after the answer, and only logged. */
  shadow: readonly string[];
}

export type ModelRoutes = ReadonlyMap<string, ModelRoute>;

/** How often something may happen in a period of seconds, and the binding that counts it. */
export interface RateVariable {
  binding: string;
  limit: number;
  period: 10 | 60;
}

/** What each key of a tier may do; what is absent is not limited. */
export type TierVariable = (RateVariable | { binding?: undefined }) & TierRows;

export interface TierRows {
  /** Rows of a batch, or of tensors. */
  rows?: number;
  /** Rows of a stream of NDJSON. */
  streamRows?: number;
}

/** The variables of an environment in wrangler.toml. */
export interface Variables {
  routes: ModelRoutes;
  tiers: ReadonlyMap<string, TierVariable>;
  corsOrigins: readonly string[];
  modelsPublic: boolean;
  limits: { bodyBytes: number; rows: number };
  /** Headers of every answer, by name. */
  headers: Readonly<Record<string, string>>;
  /** Names of request headers that the log has. */
  logHeaders: readonly string[];
  /** The share of requests that the log has; it has every one that is refused or fails. */
  logSample: number;
  /** The share of requests whose coded rows and answers the log has. */
  driftSample: number;
}

const NAMES = [
  'ROUTES',
  'TIERS',
  'CORS_ORIGINS',
  'MODELS_PUBLIC',
  'LIMITS',
  'HEADERS',
  'LOG_HEADERS',
  'LOG_SAMPLE',
  'DRIFT_SAMPLE',
];
const DEFAULT_LIMITS = { bodyBytes: 1_048_576, rows: 10_000 };

const ROUTE =
  '"variant", or a table with variant = "…" or split = { variant = weight, … } with weights above 0, ' +
  'and pick = ["variant", …], shadow = ["variant", …] if needed';
const TIER =
  'a table with binding = "RATE_LIMIT_…", limit = a whole number above 0 and period = 10 or 60, or none of them; ' +
  'and rows, streamRows = whole numbers above 0 if needed';
const ORIGIN =
  'an origin as browsers send it, such as "https://example.org" or "http://localhost:5173": ' +
  'lower case, no slash at the end, no path, no default port';
const HEADER = 'a text of visible ASCII characters';
const HEADER_NAME = 'the name of a header in lower case, without those that begin with content-';
const LOGGED_HEADER =
  'the name of a request header in lower case that holds no secret: not x-api-key, authorization or cookie';
const SHARE = 'a share from 0 to 1';
const LIMITS = '{ bodyBytes = …, rows = … } with whole numbers above 0';

/** Scheme, host and port of a page, without the default port of the scheme. */
const BROWSER_ORIGIN =
  /^(https:\/\/(?!.*:443$)|http:\/\/(?!.*:80$))([a-z0-9-]+(\.[a-z0-9-]+)*|\[[0-9a-f:.]+\])(:[1-9]\d{0,4})?$/;

/**
 * Parses the variables of an environment. Written by hand, because building schemas takes longer than anything else
 * when the Worker starts.
 * @returns the variables, which are complete only if there are no errors; and one sentence per wrong value
 */
export function parseVariables(values: Table): { variables: Variables; errors: string[] } {
  const errors: string[] = [];
  const { ROUTES, TIERS, CORS_ORIGINS = [], MODELS_PUBLIC = true, LIMITS: limits = {} } = values;
  const { HEADERS = {}, LOG_HEADERS = [], LOG_SAMPLE = 1, DRIFT_SAMPLE = 0 } = values;

  function check<T>(place: string, value: unknown, isValid: Test<T>, expected: string): T[] {
    if (isValid(value)) return [value];
    errors.push(`${place} is ${value === undefined ? 'missing' : shown(value)}: expected ${expected}`);
    return [];
  }

  function checkEntries<T>(place: string, value: unknown, isValid: Test<T>, expected: string) {
    const [table = {}] = check<Table>(place, value, isTable, `a table; each value ${expected}`);
    return Object.entries(table).flatMap(([name, entry]) =>
      check(`${place}.${name}`, entry, isValid, expected).map((valid) => [name, valid] as const),
    );
  }

  const routes = checkEntries('ROUTES', ROUTES, isRoute, ROUTE);
  for (const [model] of routes) check('a model of ROUTES', model, isName, 'lower-case letters, digits and dashes');
  const tiers = checkEntries('TIERS', TIERS, isTier, TIER);
  const [origins = []] = check('CORS_ORIGINS', CORS_ORIGINS, Array.isArray, 'a list of origins');
  const [modelsPublic = true] = check('MODELS_PUBLIC', MODELS_PUBLIC, isBoolean, 'true or false');
  const [logHeaders = []] = check('LOG_HEADERS', LOG_HEADERS, Array.isArray, 'a list of names of headers');
  const [logSample = 1] = check('LOG_SAMPLE', LOG_SAMPLE, isShare, SHARE);
  const [driftSample = 0] = check('DRIFT_SAMPLE', DRIFT_SAMPLE, isShare, SHARE);
  const headers = checkEntries('HEADERS', HEADERS, isHeaderText, HEADER);
  for (const [name] of headers) check('a name of HEADERS', name, isHeaderName, HEADER_NAME);
  const [changedLimits] = check('LIMITS', limits, isLimits, LIMITS);

  const variables = {
    routes: new Map(routes.map(([model, route]) => [model, toRoute(route)])),
    tiers: new Map(tiers),
    corsOrigins: origins.flatMap((origin, o) => check(`CORS_ORIGINS.${o}`, origin, isOrigin, ORIGIN)),
    modelsPublic,
    limits: { ...DEFAULT_LIMITS, ...changedLimits },
    headers: Object.fromEntries(headers),
    logHeaders: logHeaders.flatMap((name, h) => check(`LOG_HEADERS.${h}`, name, isLoggedHeader, LOGGED_HEADER)),
    logSample,
    driftSample,
  };
  return { variables, errors };
}

/** One sentence for each name that is not a variable. The Worker cannot check this: its values include bindings. */
export function unknownVariables(values: Table): string[] {
  const unknown = Object.keys(values).filter((name) => !NAMES.includes(name));
  return unknown.map((name) => `${name} is not a variable: expected ${NAMES.join(', ')}`);
}

/** The variants that a caller may name, each once: those of the split, in its order, then those of `pick`. */
export function callableVariants({ split, pick }: ModelRoute): string[] {
  return [...new Set([...split.map(({ variant }) => variant), ...pick])];
}

/** Every variant that a route names, shadows too, each once. */
export function routedVariants(route: ModelRoute): string[] {
  return [...new Set([...callableVariants(route), ...route.shadow])];
}

type Test<T> = (value: unknown) => value is T;
type Table = Readonly<Record<string, unknown>>;
type RouteTable = ({ variant: string } | { split: Record<string, number> }) & { pick?: string[]; shadow?: string[] };

function toRoute(route: string | RouteTable): ModelRoute {
  if (typeof route === 'string') return toRoute({ variant: route });
  const weights = 'variant' in route ? { [route.variant]: 1 } : route.split;
  const split = Object.entries(weights).map(([variant, weight]) => ({ variant, weight }));
  return { split, pick: route.pick ?? [], shadow: route.shadow ?? [] };
}

function isRoute(value: unknown): value is string | RouteTable {
  if (isName(value)) return true;
  if (!isTable(value, ['variant', 'split', 'pick', 'shadow'])) return false;
  const { variant, split, pick = [], shadow = [] } = value;
  const answers = split === undefined ? isName(variant) : variant === undefined && isSplit(split);
  return answers && [pick, shadow].every((list) => Array.isArray(list) && list.every(isName));
}

function isSplit(value: unknown): value is Record<string, number> {
  if (!isTable(value) || Object.keys(value).length === 0) return false;
  return Object.keys(value).every(isName) && Object.values(value).every(isWeight);
}

function isTier(value: unknown): value is TierVariable {
  if (!isTable(value, ['binding', 'limit', 'period', 'rows', 'streamRows'])) return false;
  const { binding, limit, period, rows = 1, streamRows = 1 } = value;
  const isRate = typeof binding === 'string' && isCount(limit) && (period === 10 || period === 60);
  const isNoRate = binding === undefined && limit === undefined && period === undefined;
  return (isRate || isNoRate) && isCount(rows) && isCount(streamRows);
}

const isLimits = (value: unknown): value is Partial<Variables['limits']> =>
  isTable(value, Object.keys(DEFAULT_LIMITS)) && Object.values(value).every(isCount);
const isOrigin = (value: unknown): value is string => typeof value === 'string' && BROWSER_ORIGIN.test(value);
const isName = (value: unknown): value is string => typeof value === 'string' && NAME.test(value);
const isShare = (value: unknown): value is number => typeof value === 'number' && value >= 0 && value <= 1;
const isWeight = (value: unknown): value is number => Number.isFinite(value) && (value as number) > 0;
const isCount = (value: unknown): value is number => Number.isSafeInteger(value) && (value as number) > 0;
const isHeaderText = (value: unknown): value is string =>
  typeof value === 'string' && /^[!-~]([ -~]*[!-~])?$/.test(value);
const isHeaderName = (value: unknown): value is string => /^(?!content-)[a-z][a-z0-9-]*$/.test(String(value));
const isLoggedHeader = (value: unknown): value is string =>
  /^(?!(x-api-key|authorization|cookie)$)[a-z][a-z0-9-]*$/.test(String(value));
const isBoolean = (value: unknown): value is boolean => typeof value === 'boolean';

/** Whether a value is a table of TOML or an object of JSON (no list, date or binding), with no other members than these. */
function isTable(value: unknown, members?: readonly string[]): value is Table {
  if (typeof value !== 'object' || value === null) return false;
  const prototype = Object.getPrototypeOf(value);
  if (prototype !== Object.prototype && prototype !== null) return false;
  return members === undefined || Object.keys(value).every((name) => members.includes(name));
}

function shown(value: unknown): string {
  return typeof value === 'number' ? String(value) : shorten(JSON.stringify(value) ?? typeof value);
}
