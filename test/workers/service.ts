import { env, exports } from 'cloudflare:workers';
import { createKey, type KeyOptions, type KeyRecord } from '../../src/api-key.ts';
import { parseEnvironment } from '../../src/config/environment.ts';
import { callableVariants } from '../../src/core/contract/variables.ts';

/** The top-level environment of wrangler.toml, as the Worker parses it. */
export const environment = parseEnvironment(env);

/** The variants of a model that callers may name. */
export function variantsOf(model: string): string[] {
  return callableVariants(environment.routes.get(model)!);
}

/** Stores a key for the Worker, with some changes to its record. */
export async function storedKey(changes: Partial<KeyRecord> = {}, options: Partial<KeyOptions> = {}): Promise<string> {
  const { key, hash, record } = await createKey({ name: 'test', tier: 'unlimited', ...options }, new Date());
  await env.KEYS.put(hash, JSON.stringify({ ...record, ...changes }));
  return key;
}

/** Sends a request through the Worker's own entry. */
export function send(path: string, init: RequestInit = {}): Promise<Response> {
  return exports.default.fetch(new Request(`https://inference.test${path}`, init));
}

/** A POST of JSON with a key. */
export function post(body: unknown, key?: string): RequestInit {
  const headers = { 'content-type': 'application/json', ...(key !== undefined && { 'x-api-key': key }) };
  return { method: 'POST', headers, body: JSON.stringify(body) };
}
