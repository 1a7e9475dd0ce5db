/** The binding that holds the pages. */
export interface StaticAssets {
  fetch(request: Request): Promise<Response>;
}

/**
 * The page at the path of a request, if there is one. Cloudflare, and `npm start`, look for pages before they call the
 * Worker, so that a page costs no request; where the Worker is alone, as in `npm run serve`, this does.
 */
export async function staticAsset(assets: StaticAssets | undefined, request: Request): Promise<Response | undefined> {
  if (assets === undefined || (request.method !== 'GET' && request.method !== 'HEAD')) return undefined;
  const found = await assets.fetch(request);
  return found.status === 404 ? undefined : new Response(found.body, found);
}
