import { appendFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { buildLocalServer } from './build-server.ts';
import { runService } from './node/running-service.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** Where the shared service listens. */
    url: string;
    /** A key that it knows. */
    key: string;
    /** The file that holds its log. */
    log: string;
    /** The folder of the bundle that it serves. */
    bundle: string;
  }
}

/**
 * Builds the server and runs it, with a key store of its own, for all projects that have this setup: the first one
 * starts the service, the others find it. Vitest calls it only for projects with a selected test.
 */
export default async function setup({ vitest }: TestProject): Promise<(() => Promise<void>) | undefined> {
  if ('url' in vitest.getRootProject().getProvidedContext()) return undefined;
  const folder = await mkdtemp(join(tmpdir(), 'shared-service-'));
  const [bundle, log] = [join(folder, 'bundle'), join(folder, 'log')];
  await buildLocalServer(bundle);
  const service = await runService({ BUNDLE_DIR: bundle }, (line) => appendFileSync(log, `${line}\n`));
  vitest.provide('url', service.url);
  vitest.provide('key', service.key);
  vitest.provide('log', log);
  vitest.provide('bundle', bundle);

  return async () => {
    await service.stop();
    await rm(folder, { recursive: true, force: true });
  };
}
