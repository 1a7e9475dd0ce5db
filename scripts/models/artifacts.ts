import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Artifact } from '../../src/core/artifact.ts';
import { parseArtifact } from '../../src/core/check.ts';
import { readJson } from '../cli/read-json.ts';

const NOT_VARIANTS = new Set(['ablations.json', 'examples.json', 'model.json']);

/** Names of the folders under models/, in order. */
export function modelNames(root = 'models'): string[] {
  return readdirSync(root, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && existsSync(join(root, entry.name, 'model.json')))
    .map((entry) => entry.name)
    .sort();
}

/** Paths of the artifacts of a model, in the order of their names. */
export function artifactPaths(model: string, root = 'models'): string[] {
  const names = readdirSync(join(root, model)).filter((name) => name.endsWith('.json') && !NOT_VARIANTS.has(name));
  return names.sort().map((name) => join(root, model, name));
}

/** The file of a variant's draws, beside its artifact. */
export function drawsName(variant: string): string {
  return `${variant}.draws.bin`;
}

/**
 * Reads and checks one artifact.
 * @throws {Failure} when the file is not JSON
 * @throws {ArtifactError} when it is not a sound artifact
 */
export function readArtifact(path: string): Artifact {
  return parseArtifact(readJson(path), path);
}
