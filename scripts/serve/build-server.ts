import { cp, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { build, type Plugin } from 'esbuild';
import { productModule } from '../cli/product.ts';
import { environmentFolder } from '../worker/environment-files.ts';
import type { EnvironmentConfig } from '../wrangler/config.ts';
import { bytesModule } from './bytes-module.ts';
import { SERVER } from './serve-processes.ts';
import type { Settings } from './settings.ts';

const ASSETS = 'assets';

/**
 * Bundles the Worker of an environment, its models and the server around it into a folder that runs with
 * `node server.js` and nothing else installed. `npm run bundle` must have written the environment before.
 */
export async function buildServer(folder: string, environment: EnvironmentConfig): Promise<void> {
  const source = environmentFolder(environment.name);
  const { vars, rateLimits } = environment;
  await mkdir(folder, { recursive: true });
  await build({
    entryPoints: [productModule('scripts/serve/main')],
    outfile: join(folder, SERVER),
    bundle: true,
    platform: 'node',
    target: 'node22',
    format: 'cjs',
    minify: true,
    logLevel: 'silent',
    legalComments: 'linked',
    plugins: [asOnCloudflare(resolve(source, 'index.ts'), { vars, rateLimits })],
  });
  await rm(join(folder, ASSETS), { recursive: true, force: true });
  await cp(join(source, ASSETS), join(folder, ASSETS), { recursive: true });
  // A parent folder may have another type of modules.
  await writeFile(join(folder, 'package.json'), '{ "private": true, "type": "commonjs" }\n');
}

/** Resolves what wrangler resolves in a deployed Worker: bindings, artifacts as text, draws as bytes. */
function asOnCloudflare(worker: string, settings: Settings): Plugin {
  return {
    name: 'as-on-cloudflare',
    setup({ onResolve, onLoad }) {
      onResolve({ filter: /^cloudflare:workers$/ }, () => ({ path: productModule('scripts/serve/bindings') }));
      onResolve({ filter: /^edge-logit:worker$/ }, () => ({ path: worker }));
      onResolve({ filter: /^edge-logit:settings$/ }, ({ path }) => ({ path, namespace: 'settings' }));
      onLoad({ filter: /./, namespace: 'settings' }, () => ({ contents: JSON.stringify(settings), loader: 'json' }));
      onResolve({ filter: /\?raw$/ }, ({ path, resolveDir }) => {
        return { path: resolve(resolveDir, path.replace(/\?raw$/, '')), namespace: 'text' };
      });
      onLoad({ filter: /./, namespace: 'text' }, async ({ path }) => ({
        contents: await readFile(path),
        loader: 'text',
      }));
      onLoad({ filter: /\.bin$/ }, async ({ path }) => {
        return { contents: bytesModule(await readFile(path)), loader: 'js' };
      });
    },
  };
}
