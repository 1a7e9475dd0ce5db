import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { BULLETIN } from '../../src/key-bulletin.ts';
import { bulletinOf } from '../test-keys.ts';
import type {} from './host-name.ts';
import { HOSTS, type Host } from './hosts.ts';
import { serveEntries } from './key-writer.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** Where the server under test listens. */
    host: string;
    /** Where tests write entries of its key store. */
    keys: string;
  }
}

/** Runs the host that TEST_HOST names, Node by default, with keys that the tests write. */
export default async function setup({ provide }: TestProject): Promise<() => Promise<void>> {
  const name = process.env.TEST_HOST ?? 'node';
  const open = HOSTS[name];
  if (!open) throw new Error(`TEST_HOST is ${name}: expected ${Object.keys(HOSTS).join(', ')}`);
  const state = await mkdtemp(join(tmpdir(), 'host-test-'));
  process.env.STATE_DIR = state;
  const host: Host = await open(state, (write) => write(BULLETIN, JSON.stringify(bulletinOf())));
  const writer = await serveEntries(host.write);
  provide('hostName', name);
  provide('host', host.url);
  provide('keys', writer.url);
  return async () => {
    await writer.stop();
    await host.stop();
    await rm(state, { recursive: true, force: true });
  };
}
