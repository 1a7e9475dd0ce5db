import { readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { convertV4MiniflareOptions, Log, LogLevel, Miniflare } from 'miniflare';
import { unstable_getMiniflareWorkerOptions as readWorkerOptions } from 'wrangler';
import { bindingsFolder } from '../keys/state-folder.ts';
import { bundleModules } from './bundle-modules.ts';
import type { ListenAddress } from './listen-address.ts';

const MODULE_TYPES = { script: 'ESModule', data: 'Data', text: 'Text' } as const;

const WORKER = 'worker';
/** The owner of the socket. If the Worker owned it, Miniflare would put its router of static assets in front. */
const NO_WORKER = { type: 'ESModule', path: 'index.js', contents: 'export default {};' } as const;

/**
 * Runs a bundled Worker on workerd, with the local bindings of wrangler.toml. Requests reach the Worker directly,
 * without Miniflare's entry proxy. The log of the Worker goes to stderr.
 * @param folder the bundle; it may be removed once the server has started
 * @returns a function that stops the server
 */
export async function startLocalServer(folder: string, { host, port }: ListenAddress): Promise<() => Promise<void>> {
  const modules = await readModules(folder);
  const { workerOptions } = readWorkerOptions('wrangler.toml');
  const server = new Miniflare(
    convertV4MiniflareOptions({
      host: '127.0.0.1',
      port: 0,
      cf: false,
      telemetry: { enabled: false },
      log: new Log(LogLevel.WARN),
      handleStructuredLogs: ({ message }) => process.stderr.write(`${message}\n`),
      resourcePersistencePath: resolve(bindingsFolder()),
      workers: [
        { ...workerOptions, name: WORKER, modules },
        { name: 'socket', modules: [NO_WORKER], unsafeDirectSockets: [{ host, port, serviceName: WORKER }] },
      ],
    }),
  );
  await server.ready;
  return () => server.dispose();
}

async function readModules(folder: string) {
  const modules = (await bundleModules(folder)).map(async ({ name, kind }) => {
    return { type: MODULE_TYPES[kind], path: name, contents: await readFile(join(folder, name)) };
  });
  return Promise.all(modules);
}
