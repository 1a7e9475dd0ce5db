import type { ModelDefinition, VariantDefinition } from '../models/definition.ts';
import type { Contender } from '../study/contender.ts';

/** The names of all variants and baselines in model.json. */
export function ownNames({ variants, baselines }: Pick<ModelDefinition, 'variants' | 'baselines'>): string[] {
  return [...new Set([...Object.keys(variants), ...Object.keys(baselines)])];
}

/** The variant or baseline of a name in model.json; undefined when neither has it, as for `constructor`. */
export function ownContender(
  { variants, baselines }: Pick<ModelDefinition, 'variants' | 'baselines'>,
  name: string,
): { kind: Contender['kind']; variant: VariantDefinition } | undefined {
  if (Object.hasOwn(variants, name)) return { kind: 'variant', variant: variants[name]! };
  if (Object.hasOwn(baselines, name)) return { kind: 'baseline', variant: baselines[name]! };
  return undefined;
}
