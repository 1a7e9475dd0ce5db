import { LIBRARIES, TOOLS } from './tools.ts';

/** The parts of this repository's package.json that the package takes over. */
export interface OwnManifest {
  name: string;
  version: string;
  description: string;
  license: string;
  dependencies: Readonly<Record<string, string>>;
  devDependencies: Readonly<Record<string, string>>;
}

/** The oldest Node that runs the compiled commands. */
const NODE = '>=22';

/** The package.json of the package: what it exports, the command line, and what either needs. */
export function packageManifest({ name, version, description, license, ...own }: OwnManifest): object {
  const versions = { ...own.devDependencies, ...own.dependencies };
  const of = (names: readonly string[]) => Object.fromEntries(names.map((one) => [one, versions[one]]));
  return {
    name,
    version,
    description,
    license,
    type: 'module',
    engines: { node: NODE },
    bin: { 'edge-logit': 'scripts/package/bin.js' },
    exports: {
      '.': { types: './src/worker.d.ts', default: './src/worker.js' },
      './score': { types: './src/score.d.ts', default: './src/score.js' },
      './bin': './scripts/package/bin.js',
      './package.json': './package.json',
    },
    dependencies: of(LIBRARIES),
    peerDependencies: of(TOOLS),
    peerDependenciesMeta: Object.fromEntries(TOOLS.map((tool) => [tool, { optional: true }])),
    // What a new project installs, at the versions that this release was tested with.
    devDependencies: of(TOOLS),
  };
}

/** The package that `npm create` runs: its only content is the way to `edge-logit create`. */
export function initialiserManifest({ name, version, license }: OwnManifest): object {
  return {
    name: `create-${name}`,
    version,
    description: `Create a project that trains and serves models with ${name}.`,
    license,
    type: 'module',
    bin: { [`create-${name}`]: 'create.js' },
    dependencies: { [name]: version },
  };
}

/** The only file of that package. */
export const INITIALISER = [
  '#!/usr/bin/env node',
  "process.argv.splice(2, 0, 'create');",
  "await import('edge-logit/bin');",
  '',
].join('\n');
