import { basename } from 'node:path';
import type { ArtifactFile } from './artifact-problems.ts';
import { artifactPaths, modelNames, readArtifact } from './artifacts.ts';

/**
 * Every trained variant under a folder of models, in the order of models and of variants.
 * @throws {ArtifactError | Failure} naming the file and what is wrong with it
 */
export function readArtifacts(folder: string): ArtifactFile[] {
  return modelNames(folder).flatMap((model) =>
    artifactPaths(model, folder).map((path) => {
      return { model, variant: basename(path, '.json'), artifact: readArtifact(path) };
    }),
  );
}
