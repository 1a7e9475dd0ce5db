import { cp, readdir } from 'node:fs/promises';
import { Failure } from '../cli/command.ts';
import { productFile } from '../cli/product.ts';
import type { EnvironmentConfig } from '../wrangler/config.ts';
import { buildServer } from './build-server.ts';
import { SERVER } from './serve-processes.ts';

/**
 * Writes a folder that serves with Node alone, and files that run it as a container or by systemd.
 * @throws {Failure} when the folder holds something else
 */
export async function exportServer(folder: string, environment: EnvironmentConfig): Promise<void> {
  const present = await readdir(folder).catch((): string[] => []);
  if (present.length > 0 && !present.includes(SERVER)) {
    throw new Failure(`--export: ${folder} holds other files: name a new folder, or one of an earlier export`);
  }
  await buildServer(folder, environment);
  await cp(productFile('scripts/serve/export'), folder, { recursive: true });
}
