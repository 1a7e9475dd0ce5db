import { Failure } from '../cli/command.ts';

/**
 * The variant with this name.
 * @param kind what the given variants have in common, for the message
 * @throws {Failure} listing the names of the given variants
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
