import type { Artifact } from '../../src/core/artifact.ts';
import type { Variables } from '../../src/core/contract/variables.ts';

/** What the document needs of an environment. */
export type DocumentedEnvironment = Pick<Variables, 'routes' | 'tiers'>;

/** The summary of an operation whose path names the variant. */
export const NAMED = 'The same, answered by the variant that you name';

/** The header that pins a subject to a variant. */
export const SUBJECT = {
  name: 'x-subject',
  in: 'header',
  description:
    'The subject of the answer: every subject always gets the same variant. Default: the API key. At most 256 characters.',
  schema: { type: 'string' },
};

/** The parameter of a path that names a variant. */
export function variantParameter(artifacts: readonly Artifact[]) {
  const names = artifacts.map(({ variant }) => variant);
  return { name: 'variant', in: 'path', required: true, schema: { type: 'string', enum: names }, example: names[0] };
}

/** `us-delay` as `UsDelay`. */
export function pascalCase(name: string): string {
  return name.replace(/(^|-)([a-z0-9])/g, (_, __, first: string) => first.toUpperCase());
}
