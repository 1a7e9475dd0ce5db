import type { Artifact, Example } from '../../src/core/artifact.ts';
import { FORMAT } from '../../src/core/artifact-format.ts';
import { parseArtifact } from '../../src/core/check.ts';
import type { ArtifactContent } from '../exchange/to-artifact.ts';
import { scoringDigest } from '../models/digest.ts';
import { artifactExamples } from '../training/artifact/examples.ts';

interface Origin {
  model: string;
  variant: string;
  title: string;
  source: string;
  /** Digest of the file. */
  file: string;
}

/** What sets an imported variant apart. */
export function fittedBy(source: string): string {
  return `Fitted by ${source}`;
}

/** The artifact of an imported model: there are no figures of ours, and frequencies only from a data file. @throws {ArtifactError} naming what is wrong */
export function importedArtifact(
  { model, variant, title, source, file }: Origin,
  {
    classes,
    intercept,
    fields,
    features,
    averageLogOdds,
    frequencies,
  }: ArtifactContent & Pick<Artifact, 'averageLogOdds' | 'frequencies'>,
  inputs: readonly Example['input'][],
): Artifact {
  const scoring = { format: FORMAT, model, variant, title, classes, intercept, fields, features };
  const artifact: Artifact = {
    ...scoring,
    description: fittedBy(source),
    ...(averageLogOdds && { averageLogOdds }),
    ...(frequencies && { frequencies }),
    changeable: [],
    thresholds: {},
    training: { source, file },
    evaluation: [],
    examples: artifactExamples(scoring, inputs),
    digest: scoringDigest(scoring),
  };
  // The digest covers the order of members, which is that of the schema.
  const parsed = parseArtifact(artifact, `${model}/${variant}`);
  return { ...parsed, digest: scoringDigest(parsed) };
}
