import { isDeepStrictEqual } from 'node:util';
import type { Artifact } from '../src/core/artifact.ts';
import { compileContract } from '../src/core/encode.ts';
import { reproduces } from '../src/core/reproduce.ts';
import { compileScorer } from '../src/core/score.ts';
import { scoringDigest } from './training/digest.ts';

/** An artifact and where it lies: `models/<model>/<variant>.json`. */
export interface ArtifactFile {
  model: string;
  variant: string;
  artifact: Artifact;
}

/** Why a set of artifacts that parse must not be bundled: names, contracts, digests or examples that do not agree. */
export function artifactProblems(files: readonly ArtifactFile[]): string[] {
  const problems: string[] = [];
  for (const { model, variant, artifact } of files) {
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
    const wrong = wrongExamples(artifact);
    if (wrong.length > 0) problems.push(`${path} does not reproduce its examples ${wrong.join(', ')}`);
  }
  return problems;
}

function wrongExamples(artifact: Artifact): number[] {
  const contract = compileContract(artifact.fields);
  const scorer = compileScorer(artifact);
  return artifact.examples.flatMap((example, position) => (reproduces(contract, scorer, example) ? [] : [position]));
}
