import { existsSync, readdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { Artifact } from '../../src/core/artifact.ts';
import { type ReadArtifact, readArtifactJson } from '../../src/core/check.ts';
import { Failure } from '../cli/command.ts';
import { readJson } from '../cli/read-json.ts';

const NOT_VARIANTS = new Set(['ablations.json', 'examples.json', 'model.json']);

/** Names of the models under a folder, in alphabetical order. */
export function modelNames(root = 'models'): string[] {
  return readdirSync(root, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && existsSync(join(root, entry.name, 'model.json')))
    .map((entry) => entry.name)
    .sort();
}

/** Paths of the artifacts of a model, in alphabetical order. */
export function artifactPaths(model: string, root = 'models'): string[] {
  const names = readdirSync(join(root, model)).filter((name) => name.endsWith('.json') && !NOT_VARIANTS.has(name));
  return names.sort().map((name) => join(root, model, name));
}

/** Names of the trained variants of a model, in alphabetical order. */
export function variantNames(model: string, root = 'models'): string[] {
  return artifactPaths(model, root).map((path) => basename(path, '.json'));
}

/** The file that holds the draws of a variant, next to its artifact. */
export function drawsName(variant: string): string {
  return `${variant}.draws.bin`;
}

/**
 * Reads and checks one artifact, and names the members that this version ignores.
 * @throws {Failure} when the file is not JSON
 * @throws {ArtifactError} when it is not a valid artifact
 */
export function readArtifactFile(path: string): ReadArtifact {
  return readArtifactJson(readJson(path), path);
}

/** Reads and checks one artifact: see `readArtifactFile`. */
export function readArtifact(path: string): Artifact {
  return readArtifactFile(path).artifact;
}

/** Reads an artifact to write it again. @throws {Failure} when members of a later version would be lost */
export function readArtifactToWrite(path: string): Artifact {
  const { artifact, ignored } = readArtifactFile(path);
  if (ignored.length === 0) return artifact;
  throw new Failure(`${path} is of a later version, which has ${ignored.join(', ')}: update this project first`);
}
