import { globSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join, relative, resolve } from 'node:path';
import { build } from 'esbuild';
import { productModule } from '../../cli/product.ts';
import { bundleModules } from '../../worker/bundle-modules.ts';
import { environmentFolder } from '../../worker/environment-files.ts';
import { type ListenAddress, socketAddress } from '../../worker/listen-address.ts';
import { jsonBinding, quoted, workerdConfig, workerService } from '../../worker/workerd-config.ts';
import type { EnvironmentConfig } from '../../wrangler/config.ts';

const RATE_LIMIT = 'edge-logit:rate-limit';

/**
 * Writes a configuration of workerd into the folder of a bundle, and what takes the place of Cloudflare's services: a
 * folder of keys is the KV namespace, a Worker answers static assets, and a module counts for rate limits.
 * @param keys the folder of the keys, which must exist
 * @returns the path of the configuration
 */
export async function writeConfig(
  folder: string,
  { name, vars, rateLimits, compatibilityDate }: EnvironmentConfig,
  keys: string,
  address: ListenAddress,
): Promise<string> {
  await build({
    entryPoints: ['rate-limit', 'assets'].map((entry) => productModule(`scripts/serve/workerd/${entry}`)),
    outdir: join(folder, 'stand-ins'),
    bundle: true,
    format: 'esm',
    platform: 'node',
    target: 'es2024',
    logLevel: 'silent',
  });
  const assets = resolve(environmentFolder(name), 'assets');
  const files = globSync('**/*', { cwd: assets, withFileTypes: true }).filter((entry) => entry.isFile());
  const paths = files.map((entry) => relative(assets, join(entry.parentPath, entry.name)));
  const services = [
    workerService('main', {
      modules: await bundleModules(folder),
      bindings: [
        ...Object.entries(vars).map(([variable, value]) => jsonBinding(variable, value)),
        ...rateLimits.map((options) => rateLimitBinding(options.name, options)),
        '(name = "KEYS", kvNamespace = "keys")',
        '(name = "ASSETS", service = "assets")',
      ],
      compatibilityDate,
    }),
    `(name = "keys", disk = (path = ${quoted(resolve(keys))}))`,
    workerService('assets', {
      modules: [
        { name: 'assets.js', kind: 'script', file: 'stand-ins/assets.js' },
        ...paths.map((path) => {
          // An absolute path would be looked up among imports.
          return { name: `assets/${path}`, kind: 'data' as const, file: join(relative(folder, assets), path) };
        }),
      ],
      compatibilityDate,
    }),
  ];
  const config = workerdConfig({
    services,
    extensions: { [RATE_LIMIT]: 'stand-ins/rate-limit.js' },
    address: socketAddress(address),
  });
  const path = join(folder, 'config.capnp');
  await writeFile(path, config);
  return path;
}

function rateLimitBinding(name: string, options: object): string {
  const inner = `innerBindings = [${jsonBinding('options', options)}]`;
  return `(name = ${quoted(name)}, wrapped = (moduleName = ${quoted(RATE_LIMIT)}, ${inner}))`;
}
