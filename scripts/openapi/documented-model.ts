import type { Artifact } from '../../src/core/artifact.ts';
import type { ModelRoute, Variables } from '../../src/core/contract/variables.ts';

/** A model as the document needs it. All its variants have the same fields. */
export interface DocumentedModel {
  model: string;
  /** The variants that callers may name, in the order of the route: the first one answers the examples. */
  artifacts: readonly [Artifact, ...Artifact[]];
  route: ModelRoute;
}

/** What the document needs of an environment. */
export type DocumentedEnvironment = Pick<Variables, 'routes' | 'tiers'>;

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
