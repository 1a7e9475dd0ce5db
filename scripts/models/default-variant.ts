import { Failure } from '../cli/command.ts';
import { readWranglerConfig } from '../wrangler/config.ts';
import type { ModelDefinition } from './definition.ts';

/**
 * The variant that a command is about: the one named; else the one that the model's route answers with (of a split,
 * the one with the largest share); else the first.
 * @throws {Failure} when the model has no variant of that name
 */
export async function defaultVariant(model: string, { variants }: ModelDefinition, named?: string): Promise<string> {
  const known = Object.keys(variants);
  if (named !== undefined) {
    if (known.includes(named)) return named;
    throw new Failure(`model ${model} has no variant ${JSON.stringify(named)}: it has ${known.join(', ')}`);
  }
  const [local] = await readWranglerConfig();
  const [largest] = local!.routes.get(model)?.split.toSorted((a, b) => b.weight - a.weight) ?? [];
  return largest?.variant ?? known[0]!;
}
