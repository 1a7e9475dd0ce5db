import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { openKeyFolder } from '../../scripts/keys/key-folder.ts';
import { openSimulatedKv } from '../../scripts/keys/simulated-kv.ts';
import { freeAddress, localUrl } from '../../scripts/worker/listen-address.ts';
import { buildLocalServer } from '../build-server.ts';
import { runService } from '../node/running-service.ts';

/** Writes an entry of a key store. */
export type Write = (name: string, text: string) => Promise<void>;

/** A server under test. */
export interface Host {
  url: string;
  write: Write;
  stop(): Promise<void>;
}

/** Starts a host with a folder for its state. `prepare` writes entries that it must find when it starts. */
type Open = (state: string, prepare: (write: Write) => Promise<void>) => Promise<Host>;

/** All hosts of the Worker that can run on this machine. */
export const HOSTS: Readonly<Record<string, Open>> = {
  async node(state, prepare) {
    const { write } = openKeyFolder(join(state, 'keys'));
    await prepare(write);
    const build = join(state, 'build');
    await buildLocalServer(build);
    return { ...(await runService({ BUNDLE_DIR: build, STATE_DIR: state })), write };
  },

  async workerd(state, prepare) {
    const { write } = openKeyFolder(join(state, 'keys'));
    await prepare(write);
    return { ...(await runService({ STATE_DIR: state }, undefined, ['--runtime', 'workerd'])), write };
  },

  async dev(state, prepare) {
    await prepare(openKeyFolder(join(state, 'keys')).write);
    const address = await freeAddress({ host: '127.0.0.1', port: 0 });
    const env = { ...process.env, PORT: String(address.port), STATE_DIR: state };
    const child = spawn(process.execPath, ['scripts/start.ts'], { env, stdio: 'ignore' });
    const url = localUrl(address);
    while (!(await fetch(`${url}/health`).catch(() => undefined))?.ok) await sleep(200);
    const { namespace, close } = await openSimulatedKv();
    return {
      url,
      write: (name, text) => namespace.put(name, text),
      async stop() {
        const exited = once(child, 'exit');
        child.kill('SIGTERM');
        await Promise.all([close(), exited]);
      },
    };
  },
};
