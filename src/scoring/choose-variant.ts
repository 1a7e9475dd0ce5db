import type { KeyRecord } from '../api-key.ts';
import { headerTooLong, unknownModel, unknownVariant } from '../core/contract/problem-details.ts';
import { callableVariants, type ModelRoute, type ModelRoutes } from '../core/contract/variables.ts';
import { hash } from '../core/hash.ts';
import { Problem } from '../http/problem.ts';
import type { RequestContext } from '../http/request-context.ts';

/** The maximum length of the header x-subject, in characters. */
export const LONGEST_SUBJECT = 256;

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
  routes: ModelRoutes,
  key: KeyRecord,
): Choice {
  checkScope(key, model, wanted);
  const route = findRoute(routes, model);
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

/** The subject in the header x-subject; undefined if there is none. @throws {Problem} 431 if it is too long */
export function subjectOf(header: string | null): string | undefined {
  if (header === null || header.length <= LONGEST_SUBJECT) return header || undefined;
  throw new Problem('header-too-long', { detail: headerTooLong('x-subject', LONGEST_SUBJECT) });
}

/**
 * The variant that answers a subject: always the same one; over many subjects, in proportion to the weights. This is
 * weighted rendezvous hashing (Schindelhauer and Schomaker 2005): a change of weights moves as few subjects as possible.
 * The model is part of the hash, so that the splits of two models are independent.
 */
export function pickVariant(split: ModelRoute['split'], model: string, subject: string): string {
  let picked = split[0]!.variant;
  if (split.length === 1) return picked;
  let shortest = Number.POSITIVE_INFINITY;
  for (const { variant, weight } of split) {
    const uniform = (hash(`${model}\n${variant}\n${subject}`) + 0.5) / 2 ** 32;
    const distance = -Math.log(uniform) / weight;
    if (distance < shortest) {
      shortest = distance;
      picked = variant;
    }
  }
  return picked;
}
