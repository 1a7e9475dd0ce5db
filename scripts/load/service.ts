import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import * as z from 'zod';
import { createKey } from '../../src/api-key.ts';
import { Failure } from '../cli/command.ts';
import { withLocalKeys } from '../keys/local-keys.ts';

/** A running service to be asked. */
export interface Service {
  url: string;
  key: string;
  /** Process id where it runs on this machine. */
  pid?: number;
  stop: () => Promise<void>;
}

const servingSchema = z.object({ url: z.string(), pid: z.number() });

/**
 * Starts `serve` on a free port with a key store of its own, and issues a key without a rate limit.
 * @param folder for the key store; nothing else is written
 * @throws {Failure} with what `serve` said, when it ends early
 */
export async function startService(folder: string): Promise<Service> {
  const env = { ...process.env, HOST: '127.0.0.1', PORT: '0', STATE_DIR: folder };
  const child = spawn(process.execPath, ['scripts/serve.ts', '--json'], { env, stdio: ['ignore', 'pipe', 'pipe'] });
  const stop = async () => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    const exited = once(child, 'exit');
    child.kill('SIGTERM');
    await exited;
  };
  try {
    const { url, pid } = servingSchema.parse(JSON.parse(await firstLine(child)));
    const { key, hash, record } = await createKey({ name: 'load test', tier: 'unlimited' }, new Date());
    await withLocalKeys((store) => store.put(hash, JSON.stringify(record)), join(folder, 'v3'));
    return { url, key, pid, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** The first line that a process prints; what it writes to stderr afterwards, the request log, is thrown away. */
async function firstLine(child: ChildProcess): Promise<string> {
  let stderr = '';
  const keep = (chunk: Buffer) => {
    stderr += chunk;
  };
  child.stderr!.on('data', keep);
  const lines = createInterface(child.stdout!);
  const [line] = await Promise.race([
    once(lines, 'line'),
    once(child, 'exit').then(() => {
      throw new Failure(`the service did not start: ${stderr.trim().split('\n').at(-1)}`);
    }),
  ]);
  child.stderr!.off('data', keep).resume();
  return line;
}
