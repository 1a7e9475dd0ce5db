import { type Context, Hono, type Next } from 'hono';
import { cors } from 'hono/cors';
import { authenticate } from './authenticate.ts';
import type { AppContext } from './context.ts';
import type { Environment } from './environment.ts';
import { health, ready } from './health.ts';
import { inference } from './inference.ts';
import { otherMethods } from './methods.ts';
import { listModels, showModel } from './models.ts';
import {
  infer,
  live,
  modelMetadata,
  modelReady,
  openInferenceError,
  serverMetadata,
  serverReady,
} from './open-inference.ts';
import { Problem, problemResponse } from './problem.ts';
import { rateLimit } from './rate-limit.ts';
import type { Registry } from './registry.ts';
import { requestId } from './request-id.ts';
import { requestLog } from './request-log.ts';
import { staticAsset } from './static-assets.ts';

export interface AppOptions {
  environment: Environment;
  registry: Registry;
  /** Milliseconds since 1970. */
  now?: () => number;
}

/** Where the Open Inference Protocol has a model, and a variant of it. */
const V2_MODELS = ['/v2/models/:model', '/v2/models/:model/versions/:variant'];

/** The service: request id → log → CORS → key → rate → the surface that answers. */
export function createApp({ environment, registry, now = Date.now }: AppOptions): Hono<AppContext> {
  const { corsOrigins, modelsPublic, keys, tiers, failures, assets } = environment;
  const options = { environment, registry };
  const app = new Hono<AppContext>();

  app.use(requestId(), requestLog({ now }), answerHeaders);
  if (corsOrigins.length > 0) app.use(allowOrigins(corsOrigins));
  const guards = [authenticate({ keys, failures, now }), rateLimit({ tiers })] as const;
  const guarded = [
    '/inference/*',
    ...(modelsPublic ? V2_MODELS.map((path) => `${path}/infer`) : ['/models/*', '/v2/models/*']),
  ];
  for (const path of guarded) app.use(path, ...guards);

  app.post('/inference/:model', inference(options)).all(otherMethods('POST'));
  app.post('/inference/:model/:variant', inference(options)).all(otherMethods('POST'));
  app.get('/models', listModels(options)).all(otherMethods('GET', 'HEAD'));
  app.get('/models/:model', showModel(options)).all(otherMethods('GET', 'HEAD'));
  app.get('/health', health).all(otherMethods('GET', 'HEAD'));
  app.get('/ready', ready(options)).all(otherMethods('GET', 'HEAD'));

  for (const path of ['/v2', '/v2/']) app.get(path, serverMetadata).all(otherMethods('GET', 'HEAD'));
  app.get('/v2/health/live', live).all(otherMethods('GET', 'HEAD'));
  app.get('/v2/health/ready', serverReady(options)).all(otherMethods('GET', 'HEAD'));
  for (const path of V2_MODELS) {
    app.get(path, modelMetadata(options)).all(otherMethods('GET', 'HEAD'));
    app.get(`${path}/ready`, modelReady(options)).all(otherMethods('GET', 'HEAD'));
    app.post(`${path}/infer`, infer(options)).all(otherMethods('POST'));
  }

  app.notFound(async (c) => {
    return (await staticAsset(assets, c.req.raw)) ?? send(c, new Problem('unknown-path'));
  });
  app.onError((error, c) => send(c, error instanceof Problem ? error : new Problem('internal')));
  return app;
}

/** Answers are for one caller and for now: no cache keeps them, pages apart; no browser guesses their type. */
async function answerHeaders(c: Context, next: Next): Promise<void> {
  await next();
  if (!c.res.headers.has('cache-control')) c.res.headers.set('cache-control', 'no-store');
  c.res.headers.set('x-content-type-options', 'nosniff');
}

/** Lets pages of these origins call the API and read what its answers say in headers. */
function allowOrigins(origin: string[]) {
  return cors({
    origin,
    allowMethods: ['GET', 'HEAD', 'POST'],
    allowHeaders: ['content-type', 'x-api-key', 'x-request-id', 'x-subject'],
    exposeHeaders: ['x-request-id', 'x-model-digest', 'retry-after', 'ratelimit-policy'],
    maxAge: 86_400,
  });
}

function send(c: Context<AppContext>, problem: Problem): Response {
  if (/^\/v2(\/|$)/.test(c.req.path)) return openInferenceError(problem);
  return problemResponse(problem, c.req.path, c.get('requestId'));
}
