import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { program as bundle } from '../../scripts/bundle.ts';
import { openKeyFolder } from '../../scripts/keys/key-folder.ts';
import { buildServer } from '../../scripts/serve/build-server.ts';
import { requireEnvironment } from '../../scripts/wrangler/environment.ts';
import { BULLETIN } from '../../src/key-bulletin.ts';
import { runService } from '../node/running-service.ts';
import { bulletinOf } from '../test-keys.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** Where the server under test listens. */
    host: string;
    /** The folder of its keys. */
    keys: string;
  }
}

/** Serves on Node, from keys of a folder that the tests write. */
export default async function setup({ provide }: TestProject): Promise<() => Promise<void>> {
  const folder = await mkdtemp(join(tmpdir(), 'host-test-'));
  const [build, state] = [join(folder, 'build'), join(folder, 'state')];
  await openKeyFolder(join(state, 'keys')).write(BULLETIN, JSON.stringify(bulletinOf()));
  await bundle.parseAsync([], { from: 'user' });
  await buildServer(build, await requireEnvironment('the host', 'local'));
  const service = await runService({ BUNDLE_DIR: build, STATE_DIR: state });
  provide('host', service.url);
  provide('keys', join(state, 'keys'));
  return async () => {
    await service.stop();
    await rm(folder, { recursive: true, force: true });
  };
}
