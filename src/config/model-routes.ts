import * as z from 'zod/mini';
import { NAME, nameSchema } from '../core/artifact.ts';
import { type RouteVariable, routeSchema } from '../core/contract/route-schema.ts';
import { lazily } from '../core/lazily.ts';
import { isRecord } from './is-record.ts';

/** Which variants of a model answer, in what proportion, and which are only scored beside them and logged. */
export interface ModelRoute {
  split: readonly { variant: string; weight: number }[];
  shadow: readonly string[];
}

export type ModelRoutes = ReadonlyMap<string, ModelRoute>;

/** ROUTES as wrangler.toml states it, to one route per model. */
export const routesSchema = lazily(() =>
  z.pipe(
    z.record(nameSchema(), routeSchema()),
    z.transform(
      (routes): ModelRoutes => new Map(Object.entries(routes).map(([model, route]) => [model, toModelRoute(route)])),
    ),
  ),
);

function toModelRoute(route: RouteVariable): ModelRoute {
  if (typeof route === 'string') return { split: [{ variant: route, weight: 1 }], shadow: [] };
  const split = Object.entries(route.split).map(([variant, weight]) => ({ variant, weight }));
  return { split, shadow: route.shadow ?? [] };
}

/** What `routesSchema` makes of routes as they usually are, one variant for each model; undefined for any others. */
export function plainRoutes(value: unknown): ModelRoutes | undefined {
  if (!isRecord(value)) return undefined;
  const routes = Object.entries(value);
  if (!routes.every((route): route is [string, string] => route.every(isName))) return undefined;
  return new Map(routes.map(([model, variant]) => [model, toModelRoute(variant)]));
}

function isName(value: unknown): value is string {
  return typeof value === 'string' && NAME.test(value);
}

/** Every variant a route needs, each once. */
export function routedVariants({ split, shadow }: ModelRoute): string[] {
  return [...new Set([...split.map(({ variant }) => variant), ...shadow])];
}
