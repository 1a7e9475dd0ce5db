import { resolve } from 'node:path';
import { withWorkspace } from '../cli/workspace.ts';
import type { Server } from './server.ts';

/** Lends a folder and a list of servers; the servers put into the list are stopped at the end, also on Ctrl-C. */
export function withServers(use: (folder: string, servers: Server[]) => Promise<void>): Promise<void> {
  return withWorkspace((folder, stops) => {
    const servers: Server[] = [];
    stops.push(() => Promise.all(servers.map((server) => server.stop())));
    return use(resolve(folder), servers);
  });
}
