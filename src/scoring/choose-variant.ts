import type { KeyRecord } from '../api-key.ts';
import { unknownModel, unknownVariant } from '../core/contract/problem-details.ts';
import { callableVariants, type ModelRoute, type ModelRoutes } from '../core/contract/variables.ts';
import { Problem } from '../http/problem.ts';
import type { RequestContext } from '../http/request-context.ts';
import type { Service } from './service.ts';
import { pickVariant, subjectOf } from './traffic-split.ts';

/** Names of the model and the variant that answer a request, and of the variants that only shadow them. */
export interface Choice {
  model: string;
  variant: string;
  shadows: readonly string[];
}

/**
 * Chooses the variant in the path, or else the one that the model's split picks: the same one every time for a subject,
 * which is the header `x-subject` or else the key.
 * @throws {Problem} 403 for a key of other models or variants; 404 for a model without a route, or a variant that callers may not name
 */
export function chooseVariant(
  { parameters: { model = '', variant: wanted }, headers }: RequestContext,
  { environment }: Service,
  key: KeyRecord,
): Choice {
  checkScope(key, model, wanted);
  const route = findRoute(environment.routes, model);
  const { split, shadow } = route;
  if (wanted !== undefined) checkVariant(route, model, wanted);
  const variant = wanted ?? pickVariant(split, model, subjectOf(headers.get('x-subject')) ?? key.id);
  checkScope(key, model, variant);
  return { model, variant, shadows: shadow.includes(variant) ? shadow.filter((name) => name !== variant) : shadow };
}

/** Whether a key may ask a variant of a model; without one, whether it may ask any. */
export function mayAsk({ models }: KeyRecord, model: string, variant?: string): boolean {
  if (models.includes('*') || models.includes(model)) return true;
  const own = `${model}/`;
  return models.some((scope) => (variant === undefined ? scope.startsWith(own) : scope === own + variant));
}

/** @throws {Problem} 403 for a key of other models, or of other variants */
export function checkScope(key: KeyRecord, model: string, variant?: string): void {
  if (!mayAsk(key, model, variant)) throw new Problem('forbidden');
}

/** The route of a model. @throws {Problem} 404 for a model without one */
export function findRoute(routes: ModelRoutes, model: string): ModelRoute {
  const route = routes.get(model);
  if (route) return route;
  throw new Problem('unknown-model', { detail: unknownModel(model) });
}

/** @throws {Problem} 404 for a variant that the route lets no caller name, listing those that it does */
export function checkVariant(route: ModelRoute, model: string, variant: string): void {
  const variants = callableVariants(route);
  if (variants.includes(variant)) return;
  throw new Problem('unknown-variant', { detail: unknownVariant(model, variant, variants) });
}
