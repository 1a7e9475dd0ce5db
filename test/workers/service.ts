import { env, exports } from 'cloudflare:workers';
import { createKey, type KeyOptions, type KeyRecord } from '../../src/api-key.ts';
import { parseEnvironment } from '../../src/config/environment.ts';
import { callableVariants, routedVariants } from '../../src/core/contract/variables.ts';
import { BULLETIN } from '../../src/key-bulletin.ts';
import { createRegistry } from '../../src/scoring/registry.ts';
import { bulletinOf, SECRET } from '../test-keys.ts';

/** The top-level environment of wrangler.toml, as the Worker parses it. */
export const environment = parseEnvironment(env);

const texts = import.meta.glob<string>('../../models/*/*.json', { query: '?raw', import: 'default', eager: true });
const draws = import.meta.glob<{ default: ArrayBuffer }>('../../models/*/*.draws.bin');

/** The variants that a model's route names, as the bundle has them. */
export const registry = createRegistry(
  [...environment.routes].flatMap(([model, route]) =>
    routedVariants(route).map((variant) => {
      const path = `../../models/${model}/${variant}`;
      const load = draws[`${path}.draws.bin`];
      return { model, variant, json: texts[`${path}.json`], ...(load && { draws: load }) };
    }),
  ),
);

/** The variants of a model that callers may name. */
export function variantsOf(model: string): string[] {
  return callableVariants(environment.routes.get(model)!);
}

/** Stores a key for the Worker, with some changes to its record. */
export async function storedKey(changes: Partial<KeyRecord> = {}, options: Partial<KeyOptions> = {}): Promise<string> {
  const { key, hash, record } = await createKey({ name: 'test', tier: 'unlimited', ...options }, SECRET, new Date());
  await env.KEYS.put(BULLETIN, JSON.stringify(bulletinOf()));
  await env.KEYS.put(hash, JSON.stringify({ ...record, ...changes }));
  return key;
}

/** Sends a request through the Worker's own entry, or to another host of it: see test/hosts/. */
export function send(path: string, init: RequestInit = {}): Promise<Response> {
  return exports.default.fetch(new Request(`https://inference.test${path}`, init));
}

/** A POST of JSON with a key. */
export function post(body: unknown, key?: string): RequestInit {
  const headers = { 'content-type': 'application/json', ...(key !== undefined && { 'x-api-key': key }) };
  return { method: 'POST', headers, body: JSON.stringify(body) };
}
