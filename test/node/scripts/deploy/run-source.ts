import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Version } from '../../../../scripts/stand-in/cloud.ts';
import type { Worker } from '../../../../scripts/stand-in/run-bundle.ts';

/** The Worker is written with Cloudflare's types, which Node's tests do not have. */
async function load<T>(path: string): Promise<T> {
  return await import(/* @vite-ignore */ resolve(path));
}

const { createApp } = await load<{ createApp(service: object): Worker }>('src/app.ts');
const { parseEnvironment } = await load<{ parseEnvironment(env: object): object }>('src/config/environment.ts');
const { createRegistry } = await load<{ createRegistry(artifacts: readonly object[]): object }>(
  'src/scoring/registry.ts',
);

/** Runs a version of the stand-in with the source of the Worker, and the artifact of `delay` that it routes. */
export function runSource({ bindings }: Version, env: object): Worker {
  const { delay: variant } = bindings.find(({ name }) => name === 'ROUTES')!.json as { delay: string };
  const json = readFileSync(`models/delay/${variant}.json`, 'utf8');
  const registry = createRegistry([{ model: 'delay', variant, json }]);
  return createApp({ environment: parseEnvironment(env), registry, descriptions: new Map() });
}
