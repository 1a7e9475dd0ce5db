import { health, ready } from './endpoints/health.ts';
import { inference } from './endpoints/inference.ts';
import { listModels, showModel } from './endpoints/models.ts';
import { infer, live, modelMetadata, modelReady, serverMetadata, serverReady } from './endpoints/open-inference.ts';
import type { Answer } from './http/answer.ts';
import type { RequestContext } from './http/request-context.ts';
import type { InferenceOptions } from './scoring/choose-variant.ts';

export type Handler = (call: RequestContext) => Answer | Promise<Answer>;

/** What is at a path. */
export interface Route {
  /** Such as `/inference/:model`. */
  pattern: string;
  method: 'GET' | 'POST';
  handler: Handler;
}

/** Everything that the service answers, the busiest first. */
export function surface(options: InferenceOptions): Route[] {
  const predict = inference(options);
  const tensors = infer(options);
  const metadata = modelMetadata(options);
  const modelIsReady = modelReady(options);
  return [
    post('/inference/:model', predict),
    post('/inference/:model/:variant', predict),
    get('/models', listModels(options)),
    get('/models/:model', showModel(options)),
    get('/health', health),
    get('/ready', ready(options)),
    get('/v2', serverMetadata),
    get('/v2/', serverMetadata),
    get('/v2/health/live', live),
    get('/v2/health/ready', serverReady(options)),
    ...V2_MODELS.flatMap((path) => [
      get(path, metadata),
      get(`${path}/ready`, modelIsReady),
      post(`${path}/infer`, tensors),
    ]),
  ];
}

/** Whether a path asks for a key: all below `/inference`, tensors to infer, and the models unless they are public. */
export function isGuarded(path: string, pattern: string | undefined, modelsPublic: boolean): boolean {
  if (isBelow(path, '/inference')) return true;
  if (modelsPublic) return pattern?.endsWith('/infer') ?? false;
  return isBelow(path, '/models') || isBelow(path, '/v2/models');
}

/** Where the Open Inference Protocol has a model, and a variant of it. */
const V2_MODELS = ['/v2/models/:model', '/v2/models/:model/versions/:variant'];

function get(pattern: string, handler: Handler): Route {
  return { pattern, method: 'GET', handler };
}

function post(pattern: string, handler: Handler): Route {
  return { pattern, method: 'POST', handler };
}

function isBelow(path: string, folder: string): boolean {
  return path.startsWith(folder) && (path.length === folder.length || path[folder.length] === '/');
}
