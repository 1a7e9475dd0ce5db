import { createExecutionContext } from 'cloudflare:test';
import type { KeyOptions, KeyRecord } from '../../src/api-key.ts';
import { createKey } from '../../src/api-key.ts';
import { createApp } from '../../src/app.ts';
import type { Environment } from '../../src/config/environment.ts';
import { BULLETIN, type KeyBulletin } from '../../src/key-bulletin.ts';
import type { Route } from '../../src/routes.ts';
import { createRegistry, type Registry } from '../../src/scoring/registry.ts';
import type { Description } from '../../src/scoring/service.ts';
import { bulletinOf, SECRET } from '../test-keys.ts';

const sha256 = `sha256:${'0'.repeat(64)}`;

/** A model of one number: the logit is `intercept` + `x`. */
export function tinyArtifact(variant: string, intercept: number) {
  return {
    format: 2,
    model: 'tiny',
    variant,
    title: 'Tiny?',
    classes: ['no', 'yes'],
    intercept,
    fields: [{ name: 'x', type: 'number', description: '' }],
    features: [{ type: 'numeric', field: 'x', mean: 0, scale: 1, minimum: -9, maximum: 9, coefficients: [1] }],
    training: {
      data: sha256,
      query: sha256,
      rows: 1,
      weight: 1,
      positives: 1,
      solver: 'none',
      penalty: 1,
      iterations: 0,
      gradient: 0,
      versions: {},
    },
    evaluation: [],
    examples: [{ input: { x: -intercept }, logit: 0, probability: 0.5 }],
    digest: sha256,
  };
}

/** A text as a build describes models. */
export function described(text: string): Description {
  return { etag: `"${text.length}"`, load: async () => ({ default: text }) };
}

/** A store of one key and a bulletin. It counts how often each is read, and fails while `broken`. */
export async function oneKey(changes: Partial<KeyRecord> = {}, options: Partial<KeyOptions> = {}, now = new Date()) {
  const { key, hash, record } = await createKey({ name: 'test', tier: 'unlimited', ...options }, SECRET, now);
  const store = {
    reads: 0,
    bulletinReads: 0,
    broken: false,
    record: { ...record, ...changes } as KeyRecord | null,
    bulletin: bulletinOf() as KeyBulletin | null,
    async get(asked: string): Promise<unknown> {
      store[asked === BULLETIN ? 'bulletinReads' : 'reads']++;
      if (store.broken) throw new Error('KV is out of reach');
      if (asked === BULLETIN) return store.bulletin;
      return asked === hash ? store.record : null;
    },
  };
  return { key, store };
}

interface TinyOptions extends Partial<Environment> {
  artifacts?: readonly { model: string; variant: string }[];
  /** Draws of the coefficients of every artifact; see `parseDraws`. */
  draws?: ArrayBuffer;
  now?: () => number;
  /** What the Worker answers itself, by path. */
  descriptions?: [path: string, value: object][];
  /** In place of that of the artifacts. */
  registry?: Registry;
  ownRoutes?: readonly Route[];
}

/** The service with one model, `tiny`, which variant `a` answers unless another is named; and what a test changes. */
export function tinyService({
  artifacts = [tinyArtifact('a', 0)],
  draws,
  now,
  descriptions = [],
  registry,
  ownRoutes = [],
  ...changes
}: TinyOptions) {
  const environment: Environment = {
    keys: { get: async () => null },
    routes: new Map([
      ['tiny', { split: [{ variant: 'a', weight: 1 }], pick: artifacts.map(({ variant }) => variant), shadow: [] }],
    ]),
    tiers: new Map([['unlimited', {}]]),
    corsOrigins: [],
    modelsPublic: true,
    limits: { bodyBytes: 1000, rows: 10 },
    headers: {},
    logHeaders: [],
    logSample: 1,
    driftSample: 0,
    ...changes,
  };
  const load = draws && { draws: async () => ({ default: draws }) };
  const app = createApp({
    environment,
    registry:
      registry ??
      createRegistry(artifacts.map((json) => ({ model: json.model, variant: json.variant, json, ...load }))),
    descriptions: new Map(descriptions.map(([path, value]) => [path, described(JSON.stringify(value))])),
    ownRoutes,
    ...(now && { now }),
  });
  const send = (request: Request, context = createExecutionContext()) => app.fetch(request, {}, context);
  const request = (path: string, init: RequestInit = {}, context?: ExecutionContext) =>
    send(new Request(`http://localhost${path}`, init), context);
  return {
    send,
    get: (path: string, headers: Record<string, string> = {}) => request(path, { headers }),
    request,
    post(path: string, body: unknown, headers: Record<string, string>, context?: ExecutionContext) {
      const init = {
        method: 'POST',
        headers: { 'content-type': 'application/json', ...headers },
        body: JSON.stringify(body),
      };
      return request(path, init, context);
    },
  };
}
