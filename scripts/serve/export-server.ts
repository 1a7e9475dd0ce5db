import { cp, readdir } from 'node:fs/promises';
import { basename } from 'node:path';
import { Failure } from '../cli/command.ts';
import type { EnvironmentConfig } from '../wrangler/config.ts';
import { buildServer, serverScript } from './build-server.ts';

const EXTRAS = 'scripts/serve/export';

/**
 * Writes a folder that serves with Node alone, and files that run it as a container or by systemd.
 * @throws {Failure} when the folder holds something else
 */
export async function exportServer(folder: string, environment: EnvironmentConfig): Promise<void> {
  const present = await readdir(folder).catch((): string[] => []);
  if (present.length > 0 && !present.includes(basename(serverScript(folder)))) {
    throw new Failure(`--export: ${folder} holds other files: name a new folder, or one of an earlier export`);
  }
  await buildServer(folder, environment);
  await cp(EXTRAS, folder, { recursive: true });
}
