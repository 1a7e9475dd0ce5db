import { command, progress, run } from './cli/command.ts';
import { onStop } from './cli/on-stop.ts';
import { demoKey, demoKeyPath, hasDemoKey } from './keys/demo-key.ts';
import { withBundle } from './worker/bundle.ts';
import { demoRequest } from './worker/demo-request.ts';
import { freeAddress, isLoopback, listenAddress, localUrl } from './worker/listen-address.ts';
import { startLocalServer } from './worker/local-server.ts';

interface ServeOptions {
  json?: true;
  demoKey?: true;
}

async function serve({ json, demoKey: wanted }: ServeOptions): Promise<void> {
  const address = await freeAddress(listenAddress(process.env));
  progress('building …');
  const stop = await withBundle(['--env='], (folder) => startLocalServer(folder, address));
  onStop(() => stop().finally(() => process.exit()));

  const url = localUrl(address);
  const key = wanted || isLoopback(address) ? await demoKey(new Date()) : await noDemoKey();
  if (json) console.log(JSON.stringify({ url, pid: process.pid, key }));
  else console.log(`Serving on ${url}\n${key === undefined ? MAKE_A_KEY : await invitation(url, key)}`);
}

const MAKE_A_KEY = 'Make a key with npm run keys -- create --name NAME --expires 90d';

async function invitation(url: string, key: string): Promise<string> {
  return `Try it at ${url}/#key=${key} or with\n${await demoRequest(url, key)}`;
}

/** Others can reach the service: a key that does not expire and lies in clear is no key for them. */
async function noDemoKey(): Promise<undefined> {
  if (!(await hasDemoKey(new Date()))) return;
  progress(
    `warning: the demo key in ${demoKeyPath()} opens this service too: keys revoke it, or set another STATE_DIR`,
  );
}

const program = command(
  'serve',
  'Serves on workerd without the development proxy, on HOST (127.0.0.1) and PORT (8787).',
)
  .option('--json', 'print one line {url, pid, key} when it serves')
  .option('--demo-key', 'make and print a demo key even where HOST lets others in')
  .action(serve);
await run(program);
