import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startServe } from '../../scripts/worker/start-serve.ts';
import { SECRETS } from '../secrets.ts';

export interface RunningService {
  url: string;
  key: string;
  /** Of the first process of `serve`. */
  pid: number;
  stop(): Promise<void>;
}

/**
 * Serves the project on a free port with a key store of its own, and reads all that it logs.
 * @param variables further environment variables
 * @param onLog receives every line of the log
 * @param args further options of `serve`
 */
export async function runService(
  variables: Readonly<Record<string, string>> = {},
  onLog: (line: string) => void = () => {},
  args: readonly string[] = [],
): Promise<RunningService> {
  const state = await mkdtemp(join(tmpdir(), 'service-test-'));
  const leaks: string[] = [];
  const { url, key, pid, stop } = await startServe(
    { STATE_DIR: state, ...variables },
    {
      args,
      onLog: (line) => {
        onLog(line);
        if (SECRETS.test(line)) leaks.push(line);
      },
    },
  );
  return {
    url,
    key: key!,
    pid,
    async stop() {
      await stop();
      await rm(state, { recursive: true, force: true });
      if (leaks.length > 0) throw new Error(`the service must log neither a key nor a stack trace: ${leaks[0]}`);
    },
  };
}
