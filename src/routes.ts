import type { CheckKey } from './access/authenticate.ts';
import type { KeyRecord } from './api-key.ts';
import { createReadinessCheck, health, ready } from './endpoints/health.ts';
import { inference } from './endpoints/inference.ts';
import { listModels, openApi, showModel } from './endpoints/models.ts';
import { infer, live, modelMetadata, modelReady, SERVER_READY, serverMetadata } from './endpoints/open-inference.ts';
import { nothing, page } from './endpoints/pages.ts';
import type { Outcome } from './http/answer.ts';
import type { RequestContext } from './http/request-context.ts';
import type { Service } from './scoring/service.ts';

/** What is at a path. */
export type Route = {
  /** Such as `/inference/:model`; `/*` at the end is everything below, and the path itself. */
  pattern: string;
  method: 'GET' | 'POST' | 'any';
  /** The shape of errors: a problem document, or that of the Open Inference Protocol. */
  errors: 'problem' | 'open-inference';
} & (
  | { /** Needs a key. */ access: 'key'; handler: Handler<[key: KeyRecord]> }
  | { /** Needs a key unless MODELS_PUBLIC. */ access: 'models'; handler: Handler<[key?: KeyRecord]> }
  | { /** Needs no key. */ access: 'open'; handler: Handler<[]> }
);

type Handler<Key extends unknown[]> = (context: RequestContext, ...key: Key) => Outcome | Promise<Outcome>;

/**
 * All routes of the service, the busiest first; the first that matches a path answers it. Unknown paths below a path
 * that needs a key need one too, so that nobody learns without a key what exists there.
 * @param own further routes of a project, for paths that no other route answers
 */
export function routes(service: Service, checkKey: CheckKey, own: readonly Route[] = []): Route[] {
  const predict = inference(service, checkKey);
  const metadata = modelMetadata(service);
  const modelIsReady = modelReady(service);
  const checkReadiness = createReadinessCheck(service);
  const serverReady = ready(checkReadiness, SERVER_READY);
  const inferTensors = infer(service);
  return [
    { pattern: '/inference/:model', method: 'POST', access: 'key', errors: 'problem', handler: predict },
    { pattern: '/inference/:model/:variant', method: 'POST', access: 'key', errors: 'problem', handler: predict },
    { pattern: '/inference/*', method: 'any', access: 'key', errors: 'problem', handler: nothing },
    { pattern: '/models', method: 'GET', access: 'models', errors: 'problem', handler: listModels(service) },
    { pattern: '/models/:model', method: 'GET', access: 'models', errors: 'problem', handler: showModel(service) },
    { pattern: '/models/*', method: 'any', access: 'models', errors: 'problem', handler: nothing },
    { pattern: '/openapi.json', method: 'GET', access: 'models', errors: 'problem', handler: openApi(service) },
    { pattern: '/health', method: 'GET', access: 'open', errors: 'problem', handler: health },
    {
      pattern: '/ready',
      method: 'GET',
      access: 'open',
      errors: 'problem',
      handler: ready(checkReadiness, { status: 'ready' }),
    },
    { pattern: '/v2', method: 'GET', access: 'open', errors: 'open-inference', handler: serverMetadata },
    { pattern: '/v2/health/live', method: 'GET', access: 'open', errors: 'open-inference', handler: live },
    { pattern: '/v2/health/ready', method: 'GET', access: 'open', errors: 'open-inference', handler: serverReady },
    ...['/v2/models/:model', '/v2/models/:model/versions/:variant'].flatMap((model): Route[] => [
      { pattern: model, method: 'GET', access: 'models', errors: 'open-inference', handler: metadata },
      { pattern: `${model}/ready`, method: 'GET', access: 'models', errors: 'open-inference', handler: modelIsReady },
      { pattern: `${model}/infer`, method: 'POST', access: 'key', errors: 'open-inference', handler: inferTensors },
    ]),
    { pattern: '/v2/models/*', method: 'any', access: 'models', errors: 'open-inference', handler: nothing },
    { pattern: '/v2/*', method: 'any', access: 'open', errors: 'open-inference', handler: nothing },
    ...own,
    { pattern: '*', method: 'any', access: 'open', errors: 'problem', handler: page(service) },
  ];
}

const INFERENCE = /^https?:\/\/[^/?#]+(\/inference\/([\w.-]+)(?:\/([\w.-]+))?)(?:\?|$)/;

/**
 * The route of a plain inference URL, as Hono would find it: nine requests in ten have one. Undefined for any other URL,
 * such as one with escaped characters. Without this shortcut a request for a row takes 8 % more CPU (on Node).
 */
export function directRoute(url: string) {
  const match = INFERENCE.exec(url);
  if (match === null) return undefined;
  const [, path, model, variant] = match as unknown as [string, string, string, string | undefined];
  if (variant === undefined) return { route: '/inference/:model', path, parameters: { model } };
  return { route: '/inference/:model/:variant', path, parameters: { model, variant } };
}
