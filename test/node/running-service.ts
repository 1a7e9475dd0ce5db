import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { SECRETS } from '../secrets.ts';

export interface RunningService {
  url: string;
  key: string;
  /** Of the process that started workerd. */
  pid: number;
  stop(): Promise<void>;
}

/** Serves the project on a free port with a key store of its own, and reads whatever it logs. */
export async function runService(): Promise<RunningService> {
  const state = await mkdtemp(join(tmpdir(), 'service-test-'));
  const env = { ...process.env, HOST: '127.0.0.1', PORT: '0', STATE_DIR: state };
  const server = spawn(process.execPath, ['scripts/serve.ts', '--json'], { env, stdio: ['ignore', 'pipe', 'pipe'] });
  let log = '';
  server.stderr.on('data', (chunk) => {
    log += chunk;
  });
  const exited = once(server, 'exit');
  const ended = exited.then(() => Promise.reject(new Error(`serve ended early: ${log}`)));
  const [line] = await Promise.race([once(createInterface(server.stdout), 'line'), ended]);
  ended.catch(() => {});
  const leaks: string[] = [];
  server.stderr.removeAllListeners('data');
  createInterface(server.stderr).on('line', (line) => {
    if (SECRETS.test(line)) leaks.push(line);
  });
  const { url, key, pid } = JSON.parse(line);
  return {
    url,
    key,
    pid,
    async stop() {
      server.kill();
      await exited;
      await rm(state, { recursive: true, force: true });
      if (leaks.length > 0) throw new Error(`what the service logs must hold neither a key nor a stack: ${leaks[0]}`);
    },
  };
}
