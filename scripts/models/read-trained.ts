import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Artifact } from '../../src/core/artifact.ts';
import { type Draws, parseDraws } from '../../src/core/interval.ts';
import { Failure } from '../cli/command.ts';
import { drawsName, readArtifact, variantNames } from './artifacts.ts';
import { defaultVariant } from './default-variant.ts';
import { readDefinition } from './read-model.ts';

/**
 * Reads the artifact of a variant: the one with the given name, or the one that a command works on without a name.
 * @throws {Failure} when there is no such variant, or it is not trained
 */
export async function readTrained(model: string, named?: string): Promise<Artifact> {
  const variant = await defaultVariant(model, readDefinition(model).definition, named);
  if (variantNames(model).includes(variant)) return readArtifact(join('models', model, `${variant}.json`));
  throw new Failure(`${model}/${variant} is not trained: npm run train -- ${model} ${variant}`);
}

/** The draws of the coefficients of a variant; undefined if it has none. */
export function readDraws({ model, variant, features, uncertainty }: Artifact): Draws | undefined {
  const path = join('models', model, drawsName(variant));
  if (uncertainty === undefined || !existsSync(path)) return undefined;
  return parseDraws(Uint8Array.from(readFileSync(path)).buffer, features);
}
