import { readWranglerConfig } from '../wrangler/config.ts';
import type { ModelDefinition } from './definition.ts';
import { requireVariant } from './require-variant.ts';

/**
 * The variant that a command works on: the one with the given name; without a name, the variant with the largest share
 * of the model's local route; without a route, the first variant.
 * @throws {Failure} when the model has no variant with that name
 */
export async function defaultVariant(
  model: string,
  { variants, imported }: ModelDefinition,
  named?: string,
): Promise<string> {
  if (named !== undefined) {
    requireVariant(model, { ...variants, ...imported }, named);
    return named;
  }
  const [local] = await readWranglerConfig();
  const [largest] = local!.routes.get(model)?.split.toSorted((a, b) => b.weight - a.weight) ?? [];
  return largest?.variant ?? [...Object.keys(variants), ...Object.keys(imported)][0]!;
}
