import { cp, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createKey } from '../../src/api-key.ts';
import { bundleModules } from '../bundle-modules.ts';
import { withBundle } from '../bundled-worker.ts';
import { requireEnvironment } from '../known-values.ts';
import type { RouteConfig } from '../wrangler-config.ts';
import { type Server, startConfig } from './server.ts';

const MODULE_TYPES = { script: 'esModule', data: 'data', text: 'text' };

/**
 * The service's own bundle on bare workerd, as the floors run: routes of wrangler.toml, a key without a limit from a
 * store that is a second Worker, and the log thrown away after it is written.
 */
export async function startBundle(name: string, folder: string): Promise<Server> {
  const { routes } = await requireEnvironment('the benchmark', 'local');
  const { key, record } = await createKey({ name: 'benchmark', tier: 'unlimited' }, new Date());
  const worker = join(folder, 'worker');
  await withBundle(['--env='], (bundle) => cp(bundle, worker, { recursive: true }));
  await writeFile(
    join(worker, 'keys.mjs'),
    `export default { fetch: () => Response.json(${JSON.stringify(record)}) };\n`,
  );
  const modules = (await bundleModules(worker)).map(({ name, kind }) => {
    return `(name = "${name}", ${MODULE_TYPES[kind]} = embed "${name}")`;
  });
  const variables = {
    ROUTES: Object.fromEntries([...routes].map(([model, route]) => [model, toVariable(route)])),
    TIERS: { unlimited: {} },
  };
  const bindings = [
    '(name = "KEYS", kvNamespace = "keys")',
    ...Object.entries(variables).map(
      ([name, value]) => `(name = "${name}", json = ${JSON.stringify(JSON.stringify(value))})`,
    ),
  ];
  const services = [
    `(name = "main", worker = (modules = [${modules.join(', ')}], bindings = [${bindings.join(', ')}], compatibilityDate = "2026-01-01"))`,
    '(name = "keys", worker = (modules = [(name = "keys.mjs", esModule = embed "keys.mjs")], compatibilityDate = "2026-01-01"))',
  ];
  return startConfig(name, services, worker, key);
}

function toVariable({ split, shadow }: RouteConfig): object {
  return { split, ...(shadow.length > 0 && { shadow }) };
}
