import type { KeyRecord } from '../api-key.ts';
import { DOCUMENT_LINKS } from '../core/contract/document-links.ts';
import { json, type Outcome } from '../http/answer.ts';
import { Problem } from '../http/problem.ts';
import type { RequestContext } from '../http/request-context.ts';
import { checkScope, findRoute, mayAsk } from '../scoring/choose-variant.ts';
import type { Service } from '../scoring/service.ts';
import { page } from './pages.ts';

/*
 * What a build says about its models. Where everybody may read it, Cloudflare answers it as static assets, and calls the
 * Worker only for paths without an asset; `npm run serve` always calls it. Elsewhere the Worker itself has the texts.
 */

/** `GET /models`: the models that are served; where a key is needed, only those that the key may ask. */
export function listModels(service: Service) {
  return async function listModels(context: RequestContext, key?: KeyRecord): Promise<Outcome> {
    const description = service.descriptions.get('/models');
    if (!key || !description || asksAll(service, key)) return describe(service, context, '/models');
    const { models } = JSON.parse((await description.load()).default) as { models: { model: string }[] };
    return { answer: json({ models: models.filter(({ model }) => mayAsk(key, model)) }, { link: DOCUMENT_LINKS }) };
  };
}

/** `GET /models/:model`: what a client needs to use a model, and the figures of each variant. @throws {Problem} 403, 404 */
export function showModel(service: Service) {
  return async function showModel(context: RequestContext, key?: KeyRecord): Promise<Outcome> {
    const { model = '' } = context.parameters;
    if (key) checkScope(key, model);
    findRoute(service.environment.routes, model);
    return describe(service, context, `/models/${model}`);
  };
}

/** `GET /openapi.json`, which describes every model. @throws {Problem} 403 for a key that may not ask all of them */
export function openApi(service: Service) {
  return async function openApi(context: RequestContext, key?: KeyRecord): Promise<Outcome> {
    if (key && !asksAll(service, key)) throw new Problem('forbidden');
    return describe(service, context, '/openapi.json');
  };
}

function asksAll({ environment }: Service, key: KeyRecord): boolean {
  return [...environment.routes.keys()].every((model) => mayAsk(key, model));
}

async function describe(service: Service, context: RequestContext, path: string): Promise<Outcome> {
  const { request, headers } = context;
  const description = service.descriptions.get(path);
  if (!description) return page(service)({ ...context, request: new Request(new URL(path, request.url), request) });
  const { etag, load } = description;
  const shared = {
    'content-type': 'application/json',
    'cache-control': 'private, no-cache',
    etag,
    link: DOCUMENT_LINKS,
  };
  const isKnown = headers.get('if-none-match')?.includes(etag);
  return {
    answer: isKnown
      ? { status: 304, headers: shared, body: null }
      : { status: 200, headers: shared, body: (await load()).default },
  };
}
