import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createKey, createSecret } from '../../src/api-key.ts';
import { BULLETIN } from '../../src/key-bulletin.ts';
import { buildBundle } from '../worker/bundle.ts';
import { bundleModules } from '../worker/bundle-modules.ts';
import { jsonBinding, workerService } from '../worker/workerd-config.ts';
import { requireEnvironment } from '../wrangler/environment.ts';
import { MODEL, VARIANT } from './inputs.ts';
import { COMPATIBILITY_DATE, type Server, startConfig } from './server.ts';

export interface BundleOptions {
  /** Further options of `wrangler deploy`. */
  options?: string[];
  /** ROUTES; those of wrangler.toml when absent. */
  routes?: object;
  /** The path of the requests. */
  path?: string;
  /** Limit of V8's heap, in megabytes. */
  heap?: number;
}

/**
 * The bundle of the service on bare workerd, like the minimal servers: a second Worker replaces the key store and holds a
 * key without a limit; the log is written and then discarded.
 */
export async function startBundle(name: string, folder: string, bundle: BundleOptions = {}): Promise<Server> {
  const secret = createSecret();
  const { key, hash, record } = await createKey({ name: 'benchmark', tier: 'unlimited' }, secret, new Date());
  const keys = { [hash]: record, [BULLETIN]: { format: 1, secret, changes: [], unsigned: [] } };
  const { path = `/inference/${MODEL}/${VARIANT}`, heap } = bundle;
  const worker = join(folder, name.replaceAll(' ', '-'));
  return startConfig(name, await bundleServices(worker, bundle, keys), worker, { key, path, heap });
}

/** Bundles the service into a folder. Returns services in workerd's notation; `main` is the Worker. */
export async function bundleServices(
  folder: string,
  { options = [], routes }: BundleOptions,
  keys: object,
): Promise<string[]> {
  await mkdir(folder, { recursive: true });
  await buildBundle(folder, ['--env=', ...options]);
  const { vars } = await requireEnvironment('the benchmark', 'local');
  return workerdServices(folder, { ROUTES: routes ?? vars.ROUTES, TIERS: { unlimited: {} } }, keys);
}

/** The services of a bundle in a folder, in workerd's notation, with these variables and keys; `main` is the Worker. */
export async function workerdServices(
  folder: string,
  variables: Readonly<Record<string, unknown>>,
  keys: object,
): Promise<string[]> {
  await writeFile(
    join(folder, 'keys.mjs'),
    `const keys = ${JSON.stringify(keys)};\nexport default { fetch: ({ url }) => Response.json(keys[new URL(url).pathname.slice(1)] ?? null) };\n`,
  );
  const bindings = [
    '(name = "KEYS", kvNamespace = "keys")',
    ...Object.entries(variables).map(([name, value]) => jsonBinding(name, value)),
  ];
  return [
    workerService('main', { modules: await bundleModules(folder), bindings, compatibilityDate: COMPATIBILITY_DATE }),
    workerService('keys', { modules: [{ name: 'keys.mjs', kind: 'script' }], compatibilityDate: COMPATIBILITY_DATE }),
  ];
}
