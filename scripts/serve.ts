import { command, progress, run } from './cli/command.ts';
import { onStop } from './cli/on-stop.ts';
import { demoKey, demoKeyPath, hasDemoKey } from './keys/demo-key.ts';
import { ensureBulletin } from './keys/open-store.ts';
import { withBundle } from './worker/bundle.ts';
import { demoRequest } from './worker/demo-request.ts';
import { freeAddress, isLoopback, type ListenAddress, listenAddress, localUrl } from './worker/listen-address.ts';
import { startLocalServer } from './worker/local-server.ts';

interface ServeOptions {
  json?: true;
  demoKey?: true;
}

async function serve({ json, demoKey: wanted }: ServeOptions): Promise<void> {
  const address = await freeAddress(listenAddress(process.env));
  const stop = await startServer(address);
  onStop(() => stop().finally(() => process.exit()));

  const url = localUrl(address);
  const key = wanted || isLoopback(address) ? await demoKey(new Date()) : await noDemoKey();
  if (json) console.log(JSON.stringify({ url, pid: process.pid, key }));
  else console.log(`Serving on ${url}\n${key === undefined ? CREATE_A_KEY : await invitation(url, key)}`);
}

/** Serves the bundle that BUNDLE_DIR names, which saves tests the build; without it builds first. */
function startServer(address: ListenAddress): Promise<() => Promise<void>> {
  if (process.env.BUNDLE_DIR) return startLocalServer(process.env.BUNDLE_DIR, address);
  progress('building …');
  return withBundle(['--env='], (folder) => startLocalServer(folder, address));
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

export const program = command('serve', 'Serve on workerd, on HOST (default 127.0.0.1) and PORT (default 8787)')
  .option('--json', 'print one line {url, pid, key} once the service is ready')
  .option('--demo-key', 'create and print a demo key even if HOST exposes the service to other machines')
  .action(serve);

if (import.meta.main) await run(program);
