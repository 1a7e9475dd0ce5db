import type { Answer, Outcome } from '../http/answer.ts';
import { otherMethod } from '../http/methods.ts';
import { Problem } from '../http/problem.ts';
import type { RequestContext } from '../http/request-context.ts';
import type { Service } from '../scoring/service.ts';

/** The page for browsers at a wrong address. */
const NOT_FOUND = '/not-found';

/**
 * Any path that no other route matches: a page of the playground or the reference. Cloudflare and `npm start` look for
 * pages before they call the Worker, so a page costs no request there; `npm run serve` always calls the Worker.
 * A browser at a wrong address gets a page that says so.
 * @throws {Problem} 404 when there is no page; 405 with `Allow` for a method other than GET, HEAD and OPTIONS
 */
export function page({ environment: { assets } }: Service) {
  return async function page({ request, headers }: RequestContext): Promise<Outcome> {
    const { method, url } = request;
    const isRead = method === 'GET' || method === 'HEAD';
    const found = await assets?.fetch(isRead ? request : new Request(url, { method: 'HEAD' }));
    if (found && found.status !== 404) return { answer: otherMethod(method, 'GET') ?? toAnswer(found) };
    const isBrowser = isRead && headers.get('accept')?.includes('text/html');
    const wrong = isBrowser ? await assets?.fetch(new Request(new URL(NOT_FOUND, url), { method })) : undefined;
    if (!wrong?.ok) return nothing();
    return { answer: { ...toAnswer(wrong), status: 404 } };
  };
}

/** A path that nothing is at. @throws {Problem} 404 */
export function nothing(): never {
  throw new Problem('unknown-path');
}

function toAnswer({ status, headers, body }: Response): Answer {
  return { status, headers: Object.fromEntries(headers), body };
}
