import { type Answer, toResponse } from './answer.ts';
import { authenticate } from './authenticate.ts';
import { type Call, createCall } from './call.ts';
import { corsHeaders, preflight } from './cors.ts';
import type { Environment } from './environment.ts';
import { otherMethod } from './methods.ts';
import { openInferenceError } from './open-inference.ts';
import { Problem, problemAnswer } from './problem.ts';
import { rateLimit } from './rate-limit.ts';
import type { Registry } from './registry.ts';
import { logRequest } from './request-log.ts';
import { createRouter } from './router.ts';
import { staticAsset } from './static-assets.ts';
import { isGuarded, surface } from './surface.ts';

export interface AppOptions {
  environment: Environment;
  registry: Registry;
  /** Milliseconds since 1970. */
  now?: () => number;
}

export interface App {
  fetch(request: Request, env: unknown, execution: Pick<ExecutionContext, 'waitUntil'>): Promise<Response>;
}

/** The service: request id → CORS → route → key → rate → the handler that answers → log line. */
export function createApp({ environment, registry, now = Date.now }: AppOptions): App {
  const { corsOrigins, modelsPublic, keys, tiers, failures, assets } = environment;
  const find = createRouter(surface({ environment, registry }));
  const checkKey = authenticate({ keys, failures, now });
  const checkRate = rateLimit({ tiers });
  const open = corsOrigins.length > 0;

  return {
    async fetch(request, _, execution) {
      const call = createCall(request, execution, now());
      let answered: Answer;
      let cause: unknown;
      try {
        answered = await answer(call);
      } catch (error) {
        cause = error;
        answered = refuse(call, error instanceof Problem ? error : new Problem('internal'));
      }
      const response = toResponse(call, answered, open ? corsHeaders(corsOrigins, request) : undefined);
      logRequest(call, answered.status, now(), cause);
      return response;
    },
  };

  async function answer(call: Call): Promise<Answer> {
    const { method, path } = call;
    if (open && method === 'OPTIONS') return preflight();
    const match = find(path);
    if (match) {
      call.route = match.route.pattern;
      call.parameters = match.parameters;
    }
    if (isGuarded(path, call.route, modelsPublic)) {
      await checkKey(call);
      await checkRate(call);
    }
    if (!match) return findPage(call);
    const { route } = match;
    if (method === route.method || (method === 'HEAD' && route.method === 'GET')) return route.handler(call);
    return otherMethod(method, route.method === 'GET' ? ['GET', 'HEAD'] : [route.method]);
  }

  async function findPage({ request }: Call): Promise<Answer> {
    const page = await staticAsset(assets, request);
    if (page) return page;
    throw new Problem('unknown-path');
  }
}

function refuse({ path, requestId }: Call, problem: Problem): Answer {
  if (/^\/v2(\/|$)/.test(path)) return openInferenceError(problem);
  return problemAnswer(problem, path, requestId);
}
