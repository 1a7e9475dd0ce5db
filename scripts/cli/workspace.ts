import { rm } from 'node:fs/promises';
import { onStop } from './on-stop.ts';
import { withTemporaryFolder } from './temporary-folder.ts';

/** What to call at the end, the last one first. */
export type Stops = (() => unknown)[];

/**
 * Lends a temporary folder, by its relative path, and a list of stops. At the end, also on Ctrl-C, calls the stops and
 * removes the folder; after Ctrl-C the process ends with exit code 130.
 */
export function withWorkspace<T>(use: (folder: string, stops: Stops) => Promise<T>): Promise<T> {
  return withTemporaryFolder(async (folder) => {
    const stops: Stops = [];
    const stopAll = async () => {
      for (const stop of stops.splice(0).reverse()) await stop();
    };
    onStop(() => {
      stopAll()
        .then(() => rm(folder, { recursive: true, force: true }))
        .finally(() => process.exit(130));
    });
    try {
      return await use(folder, stops);
    } finally {
      await stopAll();
    }
  });
}
