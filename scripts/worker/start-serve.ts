import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import * as z from 'zod';
import { Failure } from '../cli/command.ts';

const servingSchema = z.object({ url: z.string(), pid: z.number(), key: z.string().optional() });

/** A `serve` that runs as a process of its own. */
export interface Serving extends z.infer<typeof servingSchema> {
  /** Stops the process and returns its exit code and the signal that ended it. */
  stop: () => Promise<[code: number | null, signal: string | null]>;
}

interface StartOptions {
  /** Further options of `serve`. */
  args?: readonly string[];
  /** Receives every line that `serve` writes once it is ready, and all that it writes to stderr. */
  onLog?: (line: string) => void;
}

/**
 * Starts `npm run serve` on a free port of 127.0.0.1 and waits until it answers.
 * @param variables environment variables; STATE_DIR names the folder of its key store
 * @throws {Failure} with the last line of `serve`, when it ends early
 */
export async function startServe(
  variables: Readonly<Record<string, string>>,
  { args = [], onLog = () => {} }: StartOptions = {},
): Promise<Serving> {
  const env = { ...process.env, HOST: '127.0.0.1', PORT: '0', ...variables };
  const command = ['scripts/serve.ts', '--json', ...args];
  const child = spawn(process.execPath, command, { env, stdio: ['ignore', 'pipe', 'pipe'] });
  const closed = once(child, 'close') as Promise<[number | null, string | null]>;
  let last = 'no reason given';
  createInterface(child.stderr).on('line', (line) => {
    last = line;
    onLog(line);
  });
  const early = closed.then(() => Promise.reject(new Failure(`the service did not start: ${last}`)));
  early.catch(() => {});
  const lines = createInterface(child.stdout);
  const [line] = await Promise.race([once(lines, 'line'), early]);
  lines.on('line', onLog);
  const stop = () => {
    child.kill('SIGTERM');
    return closed;
  };
  return { ...servingSchema.parse(JSON.parse(line)), stop };
}
