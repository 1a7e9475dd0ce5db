import { existsSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { ArtifactFile } from './artifact-errors.ts';
import { artifactPaths, drawsName, modelNames, readArtifactFile } from './artifacts.ts';

/**
 * Every trained variant under a folder of models, in alphabetical order.
 * @throws {ArtifactError | Failure} naming the file and what is wrong with it
 */
export function readArtifacts(folder: string): ArtifactFile[] {
  return modelNames(folder).flatMap((model) =>
    artifactPaths(model, folder).map((path) => {
      const variant = basename(path, '.json');
      const drawsPath = join(folder, model, drawsName(variant));
      const draws = existsSync(drawsPath) ? readFileSync(drawsPath) : undefined;
      return { model, variant, ...readArtifactFile(path), ...(draws && { draws }) };
    }),
  );
}
