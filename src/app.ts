import type { Context } from 'hono';
import { Hono } from 'hono/tiny';
import { authenticate } from './access/authenticate.ts';
import { rateLimit } from './access/rate-limit.ts';
import type { Environment } from './config/environment.ts';
import { inference } from './endpoints/inference.ts';
import { openInferenceError } from './endpoints/open-inference.ts';
import { type Answer, toResponse } from './http/answer.ts';
import { allowOrigins } from './http/cors.ts';
import { directRoute } from './http/direct-route.ts';
import { otherMethod } from './http/methods.ts';
import { Problem, problemAnswer } from './http/problem.ts';
import { createContext, type RequestContext } from './http/request-context.ts';
import { logRequest } from './http/request-log.ts';
import { staticAsset } from './http/static-assets.ts';
import { type Handler, isGuarded, type Route, surface } from './routes.ts';
import type { Registry } from './scoring/registry.ts';

export interface AppOptions {
  environment: Environment;
  registry: Registry;
  /** Milliseconds since 1970. */
  now?: () => number;
}

/** What the Worker's entry calls. */
export interface App {
  fetch(request: Request, env: unknown, execution: ExecutionContext): Response | Promise<Response>;
}

/**
 * The service: CORS → route → request id → key → rate → the handler that answers → log line. Hono finds the route, but
 * for an inference that is plain to see; what comes after is one chain for all of them, whose answer becomes a Response
 * once.
 */
export function createApp({ environment, registry, now = Date.now }: AppOptions): App {
  const { corsOrigins, modelsPublic, keys, tiers, failures, assets } = environment;
  const checkKey = authenticate({ keys, failures, now });
  const checkRate = rateLimit({ tiers });
  const app = new Hono();

  if (corsOrigins.length > 0) app.use(allowOrigins(corsOrigins, (c, answer) => finish(receive(c), answer)));
  for (const { pattern, ...route } of surface({ environment, registry })) {
    const handler = byMethod(route);
    app.all(pattern, (c) => {
      return respond(receive(c, pattern), handler);
    });
  }
  app.notFound((c) => respond(receive(c), findPage));
  const infer = inference({ environment, registry });

  return {
    fetch(request, env, execution) {
      const direct = corsOrigins.length === 0 && request.method === 'POST' ? directRoute(request.url) : undefined;
      if (direct === undefined) return app.fetch(request, env, execution);
      return respond(createContext({ ...direct, request, execution, start: now() }), infer);
    },
  };

  function receive({ req, executionCtx }: Context, route?: string): RequestContext {
    return createContext({
      request: req.raw,
      path: req.path,
      route,
      parameters: req.param(),
      execution: executionCtx,
      start: now(),
    });
  }

  async function respond(call: RequestContext, handler: Handler): Promise<Response> {
    let answer: Answer;
    let cause: unknown;
    try {
      if (isGuarded(call.path, call.route, modelsPublic)) {
        const keyed = checkKey(call);
        if (keyed) await keyed;
        const rated = checkRate(call);
        if (rated) await rated;
      }
      answer = await handler(call);
    } catch (error) {
      cause = error;
      answer = refuse(call, error instanceof Problem ? error : new Problem('internal'));
    }
    return finish(call, answer, cause);
  }

  function finish(call: RequestContext, answer: Answer, cause?: unknown): Response {
    const response = toResponse(call, answer);
    logRequest(call, answer.status, now(), cause);
    return response;
  }

  async function findPage({ request }: RequestContext): Promise<Answer> {
    const page = await staticAsset(assets, request);
    if (page) return page;
    throw new Problem('unknown-path');
  }
}

function byMethod({ method, handler }: Omit<Route, 'pattern'>): Handler {
  const methods = method === 'GET' ? ['GET', 'HEAD'] : [method];
  return (call) => (methods.includes(call.method) ? handler(call) : otherMethod(call.method, methods));
}

function refuse({ path, requestId }: RequestContext, problem: Problem): Answer {
  if (/^\/v2(\/|$)/.test(path)) return openInferenceError(problem);
  return problemAnswer(problem, path, requestId);
}
