import type { Artifact } from '../../src/core/artifact.ts';
import { optionSchemas } from '../../src/core/contract/option-descriptions.ts';
import { optionNames } from '../../src/core/contract/option-schemas.ts';

/** Variants in groups that support the same options, the group with the most options first. */
export function byOptions(artifacts: readonly Artifact[]): (readonly Artifact[])[] {
  const groups = Map.groupBy(artifacts, (artifact) => optionNames(artifact).join());
  return [...groups.values()].sort(([a], [b]) => optionNames(b!).length - optionNames(a!).length);
}

/** The query parameters that all of these variants support. */
export function queryParameters(artifacts: readonly Artifact[]) {
  const [{ thresholds }] = artifacts as [Artifact];
  const schemas = optionSchemas(Object.keys(thresholds));
  const names = optionNames(artifacts[0]!).filter((name) => artifacts.every((one) => optionNames(one).includes(name)));
  return names.map((name) => {
    const { description, schema } = schemas[name];
    return { name, in: 'query', description, allowEmptyValue: schema.type === 'boolean', schema };
  });
}
