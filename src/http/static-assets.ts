import type { Answer } from './answer.ts';
import { otherMethod } from './methods.ts';

/** The binding that holds the pages. */
export interface StaticAssets {
  fetch(request: Request): Promise<Response>;
}

/**
 * The page at the path of a request, if there is one. Cloudflare, and `npm start`, look for pages before they call the
 * Worker, so that a page costs no request; where the Worker is alone, as in `npm run serve`, this does.
 * @throws {Problem} 405 with `Allow` where there is a page, which can only be read
 */
export async function staticAsset(assets: StaticAssets | undefined, request: Request): Promise<Answer | undefined> {
  const { method, url } = request;
  const isRead = method === 'GET' || method === 'HEAD';
  const found = await assets?.fetch(isRead ? request : new Request(url, { method: 'HEAD' }));
  if (found === undefined || found.status === 404) return undefined;
  if (!isRead) return otherMethod(method, ['GET', 'HEAD']);
  return { status: found.status, headers: Object.fromEntries(found.headers), body: found.body };
}
