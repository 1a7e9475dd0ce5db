import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import { onStop } from '../cli/on-stop.ts';
import { createLogLines } from './log-lines.ts';
import type { Order, Report } from './messages.ts';
import { createRequestListener } from './request-listener.ts';

/** How long requests may take to finish once the process is asked to stop, in milliseconds. */
const LONGEST_STOP = 10_000;
/** How often processes tell each other what they counted, in milliseconds. */
const SHARE_MS = 100;
/** How long an idle connection stays open: longer than proxies reuse one, which would meet a closed one otherwise. */
const KEEP_ALIVE_MS = 75_000;
/** The headers of a request, as Cloudflare limits them. */
const HEADER_BYTES = 128 * 1024;

/** Serves on HOST and PORT as one of the processes of this machine, until the first process or a signal ends it. */
export async function serveProcess(): Promise<void> {
  const log = createLogLines((text) => process.stdout.write(text));
  process.stdout.on('error', () => {});
  console.log = (line: string) => log.add(line);
  try {
    await serve(log.flush);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    process.send!({ kind: 'failed', reason } satisfies Report, () => process.exit(1));
  }
}

async function serve(flush: () => void): Promise<void> {
  const [{ env, rates }, { default: worker }, { observe }] = await Promise.all([
    import('./bindings.ts'),
    import('edge-logit:worker'),
    import('./metrics.ts'),
  ]);
  const measured = env.METRICS && observe();
  if (env.METRICS && measured) env.METRICS.writeDataPoint = measured.onPoint;
  const listener = createRequestListener(worker, env, measured?.onAnswer);
  // A stream of rows may take longer than any fixed time.
  const server = createServer({ maxHeaderSize: HEADER_BYTES, requestTimeout: 0 }, listener.listen);
  server.keepAliveTimeout = KEEP_ALIVE_MS;
  // A client that closes its side after its request still reads the answer.
  Object.assign(server, { httpAllowHalfOpen: true });
  const { HOST, PORT } = process.env;
  server.listen(Number(PORT), HOST);
  await once(server, 'listening').catch((error: NodeJS.ErrnoException) => {
    throw new Error(`cannot listen on port ${PORT} of ${HOST} (${error.code})`);
  });

  const stopOnce = () =>
    void stop(server, listener.idle)
      .then(flush)
      .finally(() => process.exit(0));
  onStop(stopOnce);
  process.on('message', (order: Order) => {
    if (order.kind === 'stop') process.emit('SIGTERM');
    if (order.kind === 'learn') rates.learn(order.process, order.counts);
  });
  setInterval(() => {
    const counts = rates.takeChanged();
    if (counts.length > 0) report({ kind: 'counts', counts });
  }, SHARE_MS).unref();
  const address = server.address();
  report({ kind: 'listening', port: typeof address === 'object' && address ? address.port : 0 });
}

/** Accepts nothing more, and lets requests finish. */
async function stop(server: Server, idle: () => Promise<void>): Promise<void> {
  const closed = new Promise((resolve) => server.close(resolve));
  const closing = setInterval(() => server.closeIdleConnections(), 50);
  const deadline = setTimeout(() => server.closeAllConnections(), LONGEST_STOP);
  await closed;
  clearInterval(closing);
  clearTimeout(deadline);
  await idle();
}

function report(message: Report): void {
  if (process.connected) process.send!(message);
}
