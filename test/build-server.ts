import { program as bundle } from '../scripts/bundle.ts';
import { buildServer } from '../scripts/serve/build-server.ts';
import { requireEnvironment } from '../scripts/wrangler/environment.ts';

/** Builds what `serve` runs into a folder, for BUNDLE_DIR. */
export async function buildLocalServer(folder: string): Promise<void> {
  await bundle.parseAsync([], { from: 'user' });
  await buildServer(folder, await requireEnvironment('the service', 'local'));
}
