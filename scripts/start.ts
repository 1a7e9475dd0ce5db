import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { command, Failure, progress, run } from './cli/command.ts';
import { onStop } from './cli/on-stop.ts';
import { demoKey } from './keys/demo-key.ts';
import { simulateLocalKeys } from './keys/local-keys.ts';
import { stateFolder } from './keys/state-folder.ts';
import { demoRequest } from './worker/demo-request.ts';
import { freeAddress, listenAddress, localUrl } from './worker/listen-address.ts';
import { spawnWrangler } from './wrangler/run-wrangler.ts';

const POLL = 200;

async function start(): Promise<void> {
  const { port } = listenAddress(process.env);
  const address = await freeAddress({ host: '127.0.0.1', port });
  const url = localUrl(address);
  progress('preparing the demo key …');
  const key = await demoKey(new Date());
  await simulateLocalKeys();

  const listen = ['--ip', address.host, '--port', String(address.port)];
  const local = ['--env=', '--persist-to', stateFolder(), '--show-interactive-dev-session=false'];
  const server = spawnWrangler(['dev', ...listen, ...local], ['ignore', 'inherit', 'inherit']);
  let stopping = false;
  onStop(() => {
    stopping = true;
    server.kill('SIGINT');
  });

  const ready = new AbortController();
  const announced = answers(url, ready.signal).then(async (answered) => {
    if (answered) console.log(`\nTry it at ${url}/#key=${key} or with\n${await demoRequest(url, key)}\n`);
  });
  const [code] = await once(server, 'exit');
  ready.abort();
  await announced;
  if (!stopping) throw new Failure(`the development server stopped unexpectedly (exit code ${code})`);
}

/** Waits until the server at the URL is healthy; false when the signal aborts first. */
async function answers(url: string, signal: AbortSignal): Promise<boolean> {
  while (!signal.aborted) {
    const response = await fetch(`${url}/health`, { signal }).catch(() => undefined);
    if (response?.ok) return true;
    await sleep(POLL);
  }
  return false;
}

export const program = command(
  'start',
  'Serve on 127.0.0.1 for development, on PORT (default 8787), and rebuild on every change',
).action(start);

if (import.meta.main) await run(program);
