import { rm } from 'node:fs/promises';
import { resolve } from 'node:path';
import { onStop } from '../cli/on-stop.ts';
import { withTemporaryFolder } from '../cli/temporary-folder.ts';
import type { Server } from './server.ts';

/** Lends a folder and a list of servers: those that are put into it are stopped at the end, also on Ctrl-C. */
export async function withServers(use: (folder: string, servers: Server[]) => Promise<void>): Promise<void> {
  await withTemporaryFolder(async (relative) => {
    const folder = resolve(relative);
    const servers: Server[] = [];
    const stopAll = () => Promise.all(servers.map((server) => server.stop()));
    const remove = () => rm(folder, { recursive: true, force: true });
    onStop(
      () =>
        void stopAll()
          .then(remove)
          .finally(() => process.exit(130)),
    );
    try {
      await use(folder, servers);
    } finally {
      await stopAll();
    }
  });
}
