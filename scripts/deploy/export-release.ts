import { execFile } from 'node:child_process';
import { copyFile, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { build } from 'esbuild';
import { productModule } from '../cli/product.ts';

/**
 * Adds to a release folder what deploys it: `deploy.js`, and a lock file with the project's own wrangler and nothing else.
 * A job that holds the token installs and runs only that.
 */
export async function exportRelease(folder: string): Promise<void> {
  await build({
    entryPoints: [productModule('scripts/deploy/main')],
    outfile: join(folder, 'deploy.js'),
    bundle: true,
    platform: 'node',
    target: 'node22',
    format: 'esm',
    external: ['wrangler'],
    logLevel: 'silent',
    legalComments: 'linked',
    // commander is CommonJS and asks for modules of Node.
    banner: {
      js: "import { createRequire as requireOf } from 'node:module';\nconst require = requireOf(import.meta.url);",
    },
  });
  const { version: wrangler } = createRequire(import.meta.url)('wrangler/package.json') as { version: string };
  const manifest = { private: true, type: 'module', dependencies: { wrangler } };
  await copyFile('package-lock.json', join(folder, 'package-lock.json'));
  await writeFile(join(folder, 'package.json'), JSON.stringify(manifest, undefined, 2));
  await promisify(execFile)(
    'npm',
    ['install', '--package-lock-only', '--offline', '--ignore-scripts', '--no-audit', '--no-fund'],
    { cwd: folder },
  );
}
