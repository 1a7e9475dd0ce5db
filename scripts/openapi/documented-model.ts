import type { Artifact } from '../../src/core/artifact.ts';
import type { ModelRoute, Variables } from '../../src/core/contract/variables.ts';

/** A model as the document needs it: its variants, all with the same fields. */
export interface DocumentedModel {
  model: string;
  artifacts: readonly [Artifact, ...Artifact[]];
  /** Those that may answer where the caller picks none: in any environment, or all where none has a route. */
  routed: readonly Artifact[];
  /** Its route in the first environment that has one: the examples are from there. */
  route: ModelRoute | undefined;
}

/** What the document needs of an environment. */
export type DocumentedEnvironment = Pick<Variables, 'routes' | 'tiers'>;

/** The variant that the examples of a path without a variant are from. */
export function answering({ artifacts, route }: DocumentedModel): Artifact {
  return artifacts.find(({ variant }) => variant === route?.split[0]?.variant) ?? artifacts[0];
}

/** The header that pins a subject to a variant. */
export const SUBJECT = {
  name: 'x-subject',
  in: 'header',
  description:
    'Whom the answer is about: the same variant answers a subject every time. The key, when absent. At most 256 characters.',
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
