import { env } from 'cloudflare:workers';
import { createApp } from './app.ts';
import { parseEnvironment } from './config/environment.ts';
import type { Route } from './routes.ts';
import { type Bundled, createRegistry } from './scoring/registry.ts';
import type { Descriptions } from './scoring/service.ts';

export type { RequestContext } from './http/request-context.ts';
export type { Route } from './routes.ts';

/** What a build puts into the Worker of an environment, next to the code. */
export interface Bundle {
  artifacts: readonly Bundled[];
  descriptions: Descriptions;
  /** The routes of the project's own `routes.ts`: behind the same keys, rates and log as all others. */
  ownRoutes?: readonly Route[];
}

/**
 * The Worker of an environment; `npm run bundle` writes its entry, `.build/<environment>/index.ts`. Variables and bindings
 * are parsed at the start, so that a wrong environment fails the deployment and not a request.
 */
export function createWorker({ artifacts, ...bundle }: Bundle): ExportedHandler {
  const app = createApp({ environment: parseEnvironment(env), registry: createRegistry(artifacts), ...bundle });
  return { fetch: app.fetch };
}
