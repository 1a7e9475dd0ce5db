import * as z from 'zod/mini';
import { nameSchema } from '../artifact.ts';
import { lazily } from '../lazily.ts';

/** A route as ROUTES in wrangler.toml states it: a variant, or how variants share the answers and which are shadows. */
export const routeSchema = lazily(() => {
  const split = z
    .record(nameSchema(), z.number().check(z.positive()))
    .check(z.refine((split) => Object.keys(split).length > 0, 'a split needs a variant'));
  return z.union(
    [nameSchema(), z.strictObject({ split, shadow: z.optional(z.array(nameSchema())) })],
    'expected "variant", or { split = { variant = weight, … }, shadow = [ "variant", … ] } with weights above 0',
  );
});

export type RouteVariable = z.infer<ReturnType<typeof routeSchema>>;
