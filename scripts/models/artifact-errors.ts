import { isDeepStrictEqual } from 'node:util';
import type { Artifact } from '../../src/core/artifact.ts';
import { compileEncoder } from '../../src/core/encode.ts';
import { parseDraws } from '../../src/core/interval.ts';
import { reproduces } from '../../src/core/reproduce.ts';
import { compileScorer } from '../../src/core/score.ts';
import { drawsName } from './artifacts.ts';
import { scoringDigest, sha256 } from './digest.ts';

/** An artifact and where it lies: `models/<model>/<variant>.json`, with its draws beside it where it has some. */
export interface ArtifactFile {
  model: string;
  variant: string;
  artifact: Artifact;
  draws?: Uint8Array;
}

/** Why a set of artifacts that parse must not be bundled: names, contracts, digests or examples that do not agree. */
export function artifactErrors(files: readonly ArtifactFile[]): string[] {
  const problems: string[] = [];
  for (const { model, variant, artifact, draws } of files) {
    const path = `models/${model}/${variant}.json`;
    if (artifact.model !== model || artifact.variant !== variant) {
      problems.push(`${path} says that it is ${artifact.model}/${artifact.variant}`);
    }
    const first = files.find((other) => other.model === model)!;
    if (!isDeepStrictEqual(artifact.fields, first.artifact.fields)) {
      problems.push(`${path} has other fields than ${first.variant}.json: train all variants of ${model} together`);
    }
    if (artifact.digest !== scoringDigest(artifact)) {
      problems.push(`${path} was changed by hand: its digest is not that of its content`);
    }
    const drawsProblem = problemOfDraws(artifact, draws);
    if (drawsProblem) problems.push(`${path}: ${drawsProblem}; train ${model} ${variant} again`);
    const wrong = wrongExamples(artifact);
    if (wrong.length > 0) problems.push(`${path} does not reproduce its examples ${wrong.join(', ')}`);
  }
  return problems;
}

/** Draws belong to one fit: another one's would give intervals that look right. */
function problemOfDraws({ variant, features, uncertainty }: Artifact, draws: Uint8Array | undefined) {
  const name = drawsName(variant);
  if (!uncertainty) return draws && `${name} is beside it, but it says nothing of draws`;
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
