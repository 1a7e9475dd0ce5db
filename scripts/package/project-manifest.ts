import { readFileSync } from 'node:fs';
import { productFile } from '../cli/product.ts';
import { commandNames } from './commands.ts';
import { TOOLS } from './tools.ts';

/** The parts of a package.json that a project owes to this package. */
export interface ProjectManifest {
  scripts?: Readonly<Record<string, string>>;
  devDependencies?: Readonly<Record<string, string>>;
  allowScripts?: Readonly<Record<string, boolean>>;
}

/**
 * The package.json of a project for this version of the package: every command as an npm script, and the tools of the
 * command line at the versions that this release was tested with. What else is in it stays.
 */
export function projectManifest(manifest: ProjectManifest & Record<string, unknown>): object {
  const { version, devDependencies } = JSON.parse(readFileSync(productFile('package.json'), 'utf8'));
  const commands = commandNames().map((command) => [command, `edge-logit ${command}`]);
  const own = manifest.devDependencies?.['edge-logit'];
  return {
    ...manifest,
    scripts: { test: 'edge-logit test-models', ...Object.fromEntries(commands), ...manifest.scripts },
    devDependencies: {
      ...manifest.devDependencies,
      // A file or an address stays what it is.
      'edge-logit': own !== undefined && !/^[\^~]?\d/.test(own) ? own : version,
      ...Object.fromEntries(TOOLS.map((tool) => [tool, devDependencies[tool]])),
    },
    // Packages that need their install scripts; one that would report the installation to its makers does not.
    allowScripts: { ...manifest.allowScripts, esbuild: true, node: true, workerd: true },
    scarfSettings: { enabled: false },
  };
}
