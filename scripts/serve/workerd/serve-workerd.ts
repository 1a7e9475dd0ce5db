import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { Failure } from '../../cli/failure.ts';
import { workerd } from '../../worker/workerd-config.ts';

/** How long requests may take to finish once workerd is asked to stop, in milliseconds. */
const LONGEST_STOP = 10_000;
/** workerd, and a shell that ends it when this process is gone: the pipe from here is closed then, however it ends. */
const GUARDED = '{ read -r _ <&4; kill -9 $$; } 3>&- >&- 2>&- & exec "$@" 4<&-';

/** A running workerd. */
export interface ServingWorkerd {
  /** Why it is of no more use, once it has ended by itself. */
  ended: Promise<string>;
  /** Lets requests finish, at most 10 s, and ends it. */
  stop(): Promise<void>;
}

/**
 * Serves a configuration of workerd, whose log goes straight to stdout. It ends with this process, however that ends.
 * @returns once it listens; the files of the configuration are no longer needed then
 * @throws {Failure} with the reason that workerd gives
 */
export async function serveWorkerd(config: string): Promise<ServingWorkerd> {
  const command = [workerd, 'serve', '--control-fd=3', config];
  const child = spawn('/bin/sh', ['-c', GUARDED, 'sh', ...command], {
    stdio: ['ignore', 'inherit', 'pipe', 'pipe', 'pipe'],
    // Ctrl-C is for this process, which then stops workerd in order.
    detached: true,
  });
  const exited = once(child, 'exit');
  const closed = once(child, 'close');
  exited.finally(() => child.stdio[4]?.destroy());
  const errors: string[] = [];
  let isReady = false;
  createInterface(child.stderr!).on('line', (line) => {
    if (isReady) process.stderr.write(`${line}\n`);
    else if (/^\S/.test(line)) errors.push(line);
  });
  const failed = closed.then(() =>
    Promise.reject(new Failure(`workerd did not start: ${errors.at(-1) ?? 'no reason given'}`)),
  );
  failed.catch(() => {});
  await Promise.race([listening(child.stdio[3] as Readable), failed]);
  isReady = true;

  const guarded = once(child.stdio[4]!, 'close').then(() => 'the shell that guards workerd ended');
  const ended = exited.then(([code, signal]) => `workerd ended (${signal ?? `exit code ${code}`})`);
  return {
    ended: Promise.race([ended, guarded]),
    async stop() {
      child.kill('SIGTERM');
      const deadline = setTimeout(() => child.kill('SIGKILL'), LONGEST_STOP);
      await exited;
      clearTimeout(deadline);
    },
  };
}

/** Waits for the message of workerd that its socket is open. */
async function listening(control: Readable): Promise<void> {
  for await (const line of createInterface(control)) if (line.includes('"listen"')) return;
  await new Promise(() => {});
}
