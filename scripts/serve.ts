import { withBundle } from './bundled-worker.ts';
import { command, progress, run } from './cli.ts';
import { demoKey } from './demo-key.ts';
import { demoRequest } from './demo-request.ts';
import { freeAddress, listenAddress, localUrl } from './listen-address.ts';
import { startLocalServer } from './local-server.ts';
import { onStop } from './stop.ts';

async function serve({ json }: { json?: true }): Promise<void> {
  const address = await freeAddress(listenAddress(process.env));
  progress('building …');
  const stop = await withBundle(['--env='], (folder) => startLocalServer(folder, address));
  onStop(() => stop().finally(() => process.exit()));

  const url = localUrl(address);
  const key = await demoKey(new Date());
  if (json) console.log(JSON.stringify({ url, pid: process.pid, key }));
  else console.log(`Serving on ${url}\nTry it at ${url}/#key=${key} or with\n${await demoRequest(url, key)}`);
}

const program = command(
  'serve',
  'Serves on workerd without the development proxy, on HOST (127.0.0.1) and PORT (8787).',
)
  .option('--json', 'print one line {url, pid, key} when it serves')
  .action(serve);
await run(program);
