import { build, type Plugin } from 'esbuild';
import { bytesModule } from '../serve/bytes-module.ts';
import type { UploadedModule } from './cloud.ts';

/** What answers requests: the default export of a Worker. */
export interface Worker {
  fetch(
    request: Request,
    env: object,
    execution: { waitUntil(work: Promise<unknown>): void },
  ): Response | Promise<Response>;
}

/**
 * Runs an uploaded Worker in this process, byte by byte what was uploaded.
 * @param env its variables and bindings, also as `env` of `cloudflare:workers`
 */
export async function runBundle(main: string, modules: readonly UploadedModule[], env: object): Promise<Worker> {
  const { outputFiles } = await build({
    entryPoints: [main],
    bundle: true,
    write: false,
    format: 'cjs',
    platform: 'neutral',
    logLevel: 'silent',
    plugins: [uploaded(modules)],
  });
  const exported: { exports: { default?: Worker } } = { exports: {} };
  const run = new Function('module', 'exports', '__env', outputFiles[0]!.text);
  run(exported, exported.exports, env);
  return exported.exports.default!;
}

/** Resolves imports to the uploaded modules: scripts, texts and bytes. */
function uploaded(modules: readonly UploadedModule[]): Plugin {
  const named = new Map(modules.map((module) => [plain(module.name), module]));
  return {
    name: 'uploaded',
    setup({ onResolve, onLoad }) {
      onResolve({ filter: /./ }, ({ path }) => {
        if (path.startsWith('cloudflare:')) return { path, namespace: 'cloudflare' };
        return { path: plain(path), namespace: 'uploaded' };
      });
      onLoad({ filter: /./, namespace: 'cloudflare' }, () => ({ contents: 'export const env = __env;' }));
      onLoad({ filter: /./, namespace: 'uploaded' }, ({ path }) => {
        const module = named.get(path);
        if (!module) return { errors: [{ text: `${path} was not uploaded` }] };
        const { type, contents } = module;
        if (type === 'text/plain') return { contents, loader: 'text' };
        if (type !== 'application/octet-stream') return { contents, loader: 'js' };
        return { contents: bytesModule(Buffer.from(contents)), loader: 'js' };
      });
    },
  };
}

function plain(name: string): string {
  return name.replace(/^\.\//, '');
}
