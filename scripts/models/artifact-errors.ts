import { isDeepStrictEqual } from 'node:util';
import type { Artifact } from '../../src/core/artifact.ts';
import { compileEncoder } from '../../src/core/encode.ts';
import { parseDraws } from '../../src/core/interval.ts';
import { reproduces } from '../../src/core/reproduce.ts';
import { compileScorer } from '../../src/core/score.ts';
import { drawsName } from './artifacts.ts';
import { scoringDigest, sha256 } from './digest.ts';
import { frequencyErrors } from './frequency-errors.ts';

/** The artifact in `models/<model>/<variant>.json`, and the draws next to it if it has any. */
export interface ArtifactFile {
  model: string;
  variant: string;
  artifact: Artifact;
  draws?: Uint8Array;
  /** Members of a later minor version, which this version ignores. */
  ignored?: readonly string[];
}

/** Why valid artifacts must not be bundled together: one sentence per name, field, digest or example that is wrong. */
export function artifactErrors(files: readonly ArtifactFile[]): string[] {
  const errors: string[] = [];
  for (const { model, variant, artifact, draws } of files) {
    const path = `models/${model}/${variant}.json`;
    if (artifact.model !== model || artifact.variant !== variant) {
      errors.push(`${path} says that it is ${artifact.model}/${artifact.variant}`);
    }
    const first = files.find((other) => other.model === model)!;
    if (!isDeepStrictEqual(artifact.fields, first.artifact.fields)) {
      errors.push(`${path} has other fields than ${first.variant}.json: train all variants of ${model} together`);
    }
    if (artifact.digest !== scoringDigest(artifact)) {
      errors.push(`${path} was changed by hand: its digest does not match its content`);
    }
    const wrongDraws = drawsError(artifact, draws);
    if (wrongDraws) errors.push(`${path}: ${wrongDraws}; train ${model} ${variant} again`);
    errors.push(...frequencyErrors(artifact).map((error) => `${path}: ${error}; train ${model} ${variant} again`));
    const wrong = wrongExamples(artifact);
    if (wrong.length > 0) errors.push(`${path} does not reproduce its examples ${wrong.join(', ')}`);
  }
  return errors;
}

/** Draws belong to one fit: with the draws of another fit, intervals would be wrong but look right. */
function drawsError({ variant, features, uncertainty }: Artifact, draws: Uint8Array | undefined) {
  const name = drawsName(variant);
  if (!uncertainty) return draws && `${name} is next to it, but it does not mention draws`;
  if (!draws) return `${name} is missing`;
  if (sha256(draws) !== uncertainty.file) return `${name} is not the file it was trained with`;
  try {
    const { count } = parseDraws(new Uint8Array(draws).buffer, features);
    return count === uncertainty.draws ? undefined : `${name} has ${count} draws, not ${uncertainty.draws}`;
  } catch (error) {
    return `${name}: ${(error as RangeError).message}`;
  }
}

function wrongExamples(artifact: Artifact): number[] {
  const encoder = compileEncoder(artifact.fields);
  const scorer = compileScorer(artifact);
  return artifact.examples.flatMap((example, position) => (reproduces(encoder, scorer, example) ? [] : [position]));
}
