import { Failure } from '../cli/command.ts';

/**
 * The variant with this name; `kind` says what the variants to choose from have in common.
 * @throws {Failure} listing the names of those
 */
export function requireVariant<Variant>(
  model: string,
  variants: Readonly<Record<string, Variant>>,
  name: string,
  kind = 'variant',
): Variant {
  if (Object.hasOwn(variants, name)) return variants[name]!;
  const known = Object.keys(variants).join(', ') || 'none';
  throw new Failure(`model ${model} has no ${kind} ${JSON.stringify(name)}: it has ${known}`);
}
