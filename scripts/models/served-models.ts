import type { Artifact } from '../../src/core/artifact.ts';
import type { ServedModel } from '../../src/core/contract/model-description.ts';
import { callableVariants, type ModelRoutes } from '../../src/core/contract/variables.ts';

/** The models of the routes, in their order, with the artifacts of the variants that callers may name. */
export function servedModels(
  files: readonly { model: string; artifact: Artifact }[],
  routes: ModelRoutes,
): ServedModel[] {
  return [...routes].flatMap(([model, route]): ServedModel[] => {
    const trained = new Map(
      files.flatMap((file) => (file.model === model ? [[file.artifact.variant, file.artifact]] : [])),
    );
    const [first, ...others] = callableVariants(route).flatMap((variant) => trained.get(variant) ?? []);
    return first === undefined ? [] : [{ model, artifacts: [first, ...others], route }];
  });
}
