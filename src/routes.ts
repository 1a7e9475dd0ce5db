import * as z from 'zod/mini';
import { nameSchema } from './core/artifact.ts';

/** Which variants of a model answer, in what proportion, and which are only scored beside them and logged. */
export interface Route {
  split: readonly { variant: string; weight: number }[];
  shadow: readonly string[];
}

export type Routes = ReadonlyMap<string, Route>;

const splitSchema = z
  .record(nameSchema, z.number().check(z.positive()))
  .check(z.refine((split) => Object.keys(split).length > 0, 'a split needs a variant'));

const routeSchema = z.union(
  [nameSchema, z.strictObject({ split: splitSchema, shadow: z.optional(z.array(nameSchema)) })],
  'expected "variant", or { split = { variant = weight, … }, shadow = [ "variant", … ] } with weights above 0',
);

/** ROUTES as wrangler.toml states it, to one route per model. */
export const routesSchema = z.pipe(
  z.record(nameSchema, routeSchema),
  z.transform((routes): Routes => new Map(Object.entries(routes).map(([model, route]) => [model, toRoute(route)]))),
);

function toRoute(route: z.infer<typeof routeSchema>): Route {
  if (typeof route === 'string') return { split: [{ variant: route, weight: 1 }], shadow: [] };
  const split = Object.entries(route.split).map(([variant, weight]) => ({ variant, weight }));
  return { split, shadow: route.shadow ?? [] };
}

/** Every variant a route needs, each once. */
export function routedVariants({ split, shadow }: Route): string[] {
  return [...new Set([...split.map(({ variant }) => variant), ...shadow])];
}
