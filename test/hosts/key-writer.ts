import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import type { Write } from './hosts.ts';

/** Lets tests, which run in processes of their own, write entries of a key store: `PUT /<name>`. */
export async function serveEntries(write: Write): Promise<{ url: string; stop: () => Promise<void> }> {
  const server = createServer(async (request, response) => {
    await write(request.url!.slice(1), await text(request));
    response.end();
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    async stop() {
      server.closeAllConnections();
      server.close();
    },
  };
}
