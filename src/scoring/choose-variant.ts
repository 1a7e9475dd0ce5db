import type { KeyRecord } from '../api-key.ts';
import type { Environment } from '../config/environment.ts';
import type { ModelRoute, ModelRoutes } from '../config/model-routes.ts';
import { Problem } from '../http/problem.ts';
import type { RequestContext } from '../http/request-context.ts';
import type { Registry, Variant } from './registry.ts';
import { pickVariant, subjectOf } from './traffic-split.ts';

/** What every surface that answers rows needs. */
export interface InferenceOptions {
  environment: Pick<Environment, 'routes' | 'limits'>;
  registry: Registry;
}

/** The variant that answers a request, and the variants that are only scored beside it. */
export interface Chosen {
  variant: Variant;
  shadows: readonly string[];
}

/**
 * The variant that the caller names, or else the one that the route picks: always the same for a subject, which is
 * the header `x-subject` or else the key. Model and variant go into the log.
 * @throws {Problem} 403 for a key of other models; 404 for a model without a route, or a variant it does not have
 */
export function chooseVariant(
  call: RequestContext,
  { environment, registry }: InferenceOptions,
  model: string,
  wanted: string | undefined,
): Chosen {
  const key = call.key!;
  checkScope(key, model);
  const route = findRoute(environment.routes, model);
  const name = wanted ?? pickVariant(route.split, model, subjectOf(call.headers.get('x-subject')) ?? key.id);
  checkVariant(registry, model, name);
  call.model = model;
  call.variant = name;
  return { variant: registry.variant(model, name), shadows: shadowsOf(route, name) };
}

function shadowsOf({ shadow }: ModelRoute, answering: string): readonly string[] {
  return shadow.includes(answering) ? shadow.filter((name) => name !== answering) : shadow;
}

/** Refuses a key that is not for this model. @throws {Problem} 403 */
export function checkScope({ models }: KeyRecord, model: string): void {
  if (!models.includes('*') && !models.includes(model)) throw new Problem('forbidden');
}

/** The route of a model. @throws {Problem} 404 when none serves it */
export function findRoute(routes: ModelRoutes, model: string): ModelRoute {
  const route = routes.get(model);
  if (route) return route;
  throw new Problem('unknown-model', { detail: `There is no model ${model}; GET /models tells which there are.` });
}

/** Refuses a variant that a model does not have. @throws {Problem} 404 naming those it has */
export function checkVariant(registry: Registry, model: string, variant: string): void {
  const variants = registry.variants(model);
  if (variants.includes(variant)) return;
  const detail = `The model ${model} has no variant ${variant}; its variants: ${variants.join(', ')}.`;
  throw new Problem('unknown-variant', { detail });
}
