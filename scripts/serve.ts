import { join } from 'node:path';
import { Option } from 'commander';
import { command, progress, run } from './cli/command.ts';
import { onStop } from './cli/on-stop.ts';
import { withTemporaryFolder } from './cli/temporary-folder.ts';
import { demoKey, demoKeyPath, hasDemoKey } from './keys/demo-key.ts';
import { ensureBulletin } from './keys/open-store.ts';
import { keysFolder, stateFolder } from './keys/state-folder.ts';
import { processesOptions, SERVER, serveProcesses } from './serve/serve-processes.ts';
import { demoRequest } from './worker/demo-request.ts';
import { freeAddress, isLoopback, type ListenAddress, listenAddress, localUrl } from './worker/listen-address.ts';
import type { EnvironmentConfig } from './wrangler/config.ts';
import { requireEnvironment } from './wrangler/environment.ts';

interface ServeOptions {
  json?: true;
  demoKey?: true;
  runtime: 'node' | 'workerd';
  export?: string;
}

async function serve({ json, demoKey: wanted, runtime, export: folder }: ServeOptions): Promise<void> {
  if (folder !== undefined) return exportTo(folder);
  const address = await freeAddress(listenAddress(process.env));
  const key = wanted || isLoopback(address) ? await demoKey(new Date()) : await noDemoKey();
  await (runtime === 'node' ? serveOnNode : serveOnWorkerd)(address, async () => {
    const url = localUrl(address);
    if (json) console.log(JSON.stringify({ url, pid: process.pid, key }));
    else console.log(`Serving on ${url}\n${key === undefined ? CREATE_A_KEY : await invitation(url, key)}`);
  });
}

/** Serves until the program is asked to stop. The build is removed then. */
async function serveOnNode(address: ListenAddress, onReady: () => Promise<void>): Promise<void> {
  const options = { ...processesOptions(process.env), ...address };
  process.env.STATE_DIR = stateFolder();
  await withServer(async (build) => {
    const { stop } = await serveProcesses(join(build, SERVER), options);
    await onReady();
    await stopped();
    await stop();
  });
  process.exit(0);
}

/** Lends the build that BUNDLE_DIR names, which saves tests the time; without it builds first. */
async function withServer(use: (folder: string) => Promise<void>): Promise<void> {
  if (process.env.BUNDLE_DIR) return use(process.env.BUNDLE_DIR);
  progress('building …');
  // Imported on use, as below: what builds loads slowly, and what serves a build does without.
  const { buildServer } = await import('./serve/build-server.ts');
  const environment = await bundledEnvironment();
  await withTemporaryFolder(async (folder) => {
    await buildServer(folder, environment);
    await use(folder);
  });
}

/** The local environment, after its files under `.build` are up to date. */
export async function bundledEnvironment(): Promise<EnvironmentConfig> {
  const { program: bundle } = await import('./bundle.ts');
  await bundle.parseAsync([], { from: 'user' });
  return requireEnvironment('serve', 'local');
}

/** Serves until the program is asked to stop, or workerd ends. */
async function serveOnWorkerd(address: ListenAddress, onReady: () => Promise<void>): Promise<void> {
  const { serveWorkerd } = await import('./serve/workerd/serve-workerd.ts');
  const { stop, ended } = await withWorkerBundle(async (folder) => {
    const { writeConfig } = await import('./serve/workerd/write-config.ts');
    const environment = await requireEnvironment('serve', 'local');
    return serveWorkerd(await writeConfig(folder, environment, keysFolder(), address));
  });
  await onReady();
  const reason = await Promise.race([stopped(), ended]);
  await stop();
  if (reason !== undefined) process.stderr.write(`error: ${reason}\n`);
  process.exit(reason === undefined ? 0 : 1);
}

/** Lends the bundle that BUNDLE_DIR names; without it bundles first, as a deployment would. */
async function withWorkerBundle<T>(use: (folder: string) => Promise<T>): Promise<T> {
  if (process.env.BUNDLE_DIR) return use(process.env.BUNDLE_DIR);
  progress('building …');
  const { withBundle } = await import('./worker/bundle.ts');
  return withBundle(['--env='], use);
}

function stopped(): Promise<void> {
  return new Promise((resolve) => onStop(resolve));
}

async function exportTo(folder: string): Promise<void> {
  const { exportServer } = await import('./serve/export-server.ts');
  await exportServer(folder, await bundledEnvironment());
  console.log(`wrote ${folder}: its README.md says how to run it`);
}

const CREATE_A_KEY = 'Create a key with: npm run keys -- create --name NAME --expires 90d';

async function invitation(url: string, key: string): Promise<string> {
  return `Try it at ${url}/#key=${key} or with\n${await demoRequest(url, key)}`;
}

/** For a service that others can reach: the demo key never expires and is stored in plain text. */
async function noDemoKey(): Promise<undefined> {
  await ensureBulletin('local');
  if (!(await hasDemoKey(new Date()))) return;
  progress(
    `warning: the demo key in ${demoKeyPath()} is valid for this service too; revoke it with "npm run keys -- revoke", or use another STATE_DIR`,
  );
}

export const program = command('serve', 'Serve on this machine, on HOST (default 127.0.0.1) and PORT (default 8787)')
  .option('--json', 'print one line {url, pid, key} once the service is ready')
  .option('--demo-key', 'create and print a demo key even if HOST exposes the service to other machines')
  .addOption(
    new Option('--runtime <name>', 'what runs the Worker: Node, or workerd as on Cloudflare')
      .choices(['node', 'workerd'])
      .default('node'),
  )
  .option('--export <folder>', 'write a folder that serves with `node server.js` alone, and end')
  .action(serve);

if (import.meta.main) await run(program);
