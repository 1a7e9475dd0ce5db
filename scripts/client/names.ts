import type { DescribedField } from './described-models.ts';

/** `us-delay` as `UsDelay`. */
export function pascalCase(name: string): string {
  return name.replace(/(^|-)([a-z0-9])/g, (_, __, letter: string) => letter.toUpperCase());
}

/** What a field takes, for a docstring. */
export function fieldText({ type, description, minimum, maximum, zone, unknown, missing }: DescribedField): string {
  const range = minimum === undefined || maximum === undefined ? '' : ` from ${minimum} to ${maximum}`;
  const kinds = {
    category: unknown === 'reject' ? '' : 'unknown values are taken too',
    integer: `a whole number${range}`,
    number: `a number${range}`,
    timestamp: `a time as RFC 3339 or by the clocks of ${zone}`,
  };
  const gap = missing === 'own' ? 'may be missing' : '';
  return [description.replace(/\.$/, ''), kinds[type], gap].filter(Boolean).join('; ');
}

/** Whether only the categories of the vocabulary are taken. */
export function isClosed({ type, unknown }: DescribedField): boolean {
  return type === 'category' && unknown === 'reject';
}
