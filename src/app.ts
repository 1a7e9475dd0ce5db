import type { Context } from 'hono';
import { Hono } from 'hono/tiny';
import { createKeyCheck } from './access/authenticate.ts';
import type { KeyReader } from './access/key-lookup.ts';
import { countRequest } from './access/rate-limit.ts';
import type { KeyRecord } from './api-key.ts';
import { openInferenceError } from './endpoints/open-inference.ts';
import { type Answer, type Outcome, toResponse } from './http/answer.ts';
import { allowOrigins } from './http/cors.ts';
import { logRequest } from './http/log.ts';
import { otherMethod } from './http/methods.ts';
import { writePoint } from './http/point.ts';
import { Problem, problemAnswer } from './http/problem.ts';
import { createContext, type RequestContext } from './http/request-context.ts';
import { directRoute, type Route, routes } from './routes.ts';
import type { Service } from './scoring/service.ts';

export interface AppOptions extends Service {
  /** Routes of the project's own. */
  ownRoutes?: readonly Route[];
  /** Milliseconds since 1970. */
  now?: () => number;
}

/** What the Worker's entry calls. */
export interface App {
  fetch(request: Request, env: unknown, execution: ExecutionContext): Response | Promise<Response>;
}

/**
 * The service. Hono matches the route, except for plain inference URLs, which `directRoute` matches faster. Every
 * request then takes the same steps: key → rate → method → handler → response → log line → point.
 */
export function createApp({ ownRoutes, now = Date.now, ...service }: AppOptions): App {
  const { corsOrigins, modelsPublic, tiers, points, version, headers, logHeaders } = service.environment;
  const shared = { ...headers, ...(version && { 'x-version': version }) };
  let keyReads = 0;
  const checkKey = createKeyCheck({ keys: points ? { get: countedGet } : service.environment.keys, now });
  const table = routes(service, checkKey, ownRoutes);
  const app = new Hono();

  if (corsOrigins.length > 0) app.use(allowOrigins(corsOrigins, (c, answer) => finish(receive(c), { answer })));
  for (const route of table) app.all(route.pattern, (c) => respond(receive(c, route.pattern), route));

  return {
    fetch(request, env, execution) {
      const direct = corsOrigins.length === 0 && request.method === 'POST' ? directRoute(request.url) : undefined;
      const route = direct && table.find(({ pattern }) => pattern === direct.route);
      if (!route) return app.fetch(request, env, execution);
      return respond(createContext({ ...direct, request, execution, start: now() }, service.environment), route);
    },
  };

  function receive({ req, executionCtx }: Context, route?: string): RequestContext {
    const { raw: request, path } = req;
    const parameters = req.param();
    const routed = { request, path, route, parameters, execution: executionCtx, start: now() };
    return createContext(routed, service.environment);
  }

  function countedGet(...parameters: Parameters<KeyReader['get']>): Promise<unknown> {
    keyReads++;
    return service.environment.keys.get(...parameters);
  }

  async function respond(context: RequestContext, route: Route): Promise<Response> {
    let key: KeyRecord | undefined;
    let counted = true;
    let outcome: Outcome;
    try {
      if (route.access === 'open' || (route.access === 'models' && modelsPublic)) {
        outcome = checkMethod(context, route) ?? (await route.handler(context));
      } else {
        key = await checkKey(context);
        counted = await countRequest(tiers, key);
        outcome = checkMethod(context, route) ?? (await route.handler(context, key));
      }
    } catch (error) {
      outcome = { error };
    }
    return finish(context, outcome, route.errors, key, counted);
  }

  function finish(
    context: RequestContext,
    outcome: Outcome,
    errors: Route['errors'] = 'problem',
    key?: KeyRecord,
    counted = true,
  ): Response {
    const error = 'error' in outcome ? outcome.error : undefined;
    const answer = 'answer' in outcome ? outcome.answer : refuse(context, errors, error);
    const response = toResponse(context, answer, shared);
    const { facts } = outcome;
    const { status } = answer;
    const ending = { status, end: now(), facts, keyId: key?.id, limiterDown: !counted, error, logHeaders };
    logRequest(context, ending);
    if (points) {
      writePoint(points, context, ending, { version, key_reads: keyReads });
      keyReads = 0;
    }
    return response;
  }
}

function checkMethod({ method }: RequestContext, route: Route): Outcome | undefined {
  const answer = otherMethod(method, route.method);
  return answer && { answer };
}

function refuse({ request, requestId }: RequestContext, errors: Route['errors'], error: unknown): Answer {
  const problem = error instanceof Problem ? error : new Problem('internal');
  return errors === 'problem' ? problemAnswer(problem, request, requestId) : openInferenceError(problem);
}
