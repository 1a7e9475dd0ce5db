import { cpSync, existsSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { Failure } from '../cli/failure.ts';
import { productFile } from '../cli/product.ts';
import { projectManifest } from './project-manifest.ts';

/** What a project is called: also a valid name of a Worker. */
const NAME = /^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/;

/**
 * Writes a new project: models with one example, routes, and the commands of this product as npm scripts.
 * @param args the folder
 * @throws {Failure} when the folder has a wrong name, or holds something
 */
export function create(args: readonly string[]): void {
  const [folder, ...others] = args;
  if (folder === undefined || others.length > 0)
    throw new Failure('expected one folder: npm create edge-logit my-models');
  const name = basename(resolve(folder));
  if (!NAME.test(name)) {
    throw new Failure(
      `the folder is called ${JSON.stringify(name)}: expected lower-case letters, digits and hyphens, at most 63`,
    );
  }
  if (existsSync(folder) && readdirSync(folder).length > 0)
    throw new Failure(`${folder} is not empty: name a new folder`);
  cpSync(productFile('scripts/package/template'), folder, { recursive: true });
  // npm leaves .gitignore out of packages.
  renameSync(join(folder, 'gitignore'), join(folder, '.gitignore'));
  writeFileSync(
    join(folder, 'package.json'),
    `${JSON.stringify(projectManifest({ name, private: true, type: 'module' }), null, 2)}\n`,
  );
  writeFileSync(join(folder, 'wrangler.toml'), routesOf(name));
  console.log(`wrote ${folder}. Next:\n  cd ${folder} && npm install\n  npm start`);
}

/** The product's own configuration, with the route of the example. */
function routesOf(name: string): string {
  return readFileSync(productFile('wrangler.toml'), 'utf8')
    .replace(/^name = .*$/m, `name = "${name}"`)
    .replace('watch_dir = ["models", "src"]', 'watch_dir = ["models"]')
    .replaceAll(/^(\[(?:env\.\w+\.)?vars\.ROUTES\]\n)(?:[\w-]+ = .*\n)+/gm, '$1parcels = "additive"\n');
}
