import { version as duckdbVersion } from '@duckdb/node-api';
import type { Artifact, Evaluation } from '../../../src/core/artifact.ts';
import { parseArtifact } from '../../../src/core/check.ts';
import type { ModelDefinition } from '../../models/definition.ts';
import { scoringDigest, sha256 } from '../../models/digest.ts';
import type { TrainingRows } from '../rows/rows.ts';
import type { TrainedVariant } from '../trained-variant.ts';
import { exampleInputs, scoreInputs } from './examples.ts';
import { referenceOf } from './reference.ts';
import { rowsDigest } from './rows-digest.ts';
import type { Uncertainty } from './uncertainty.ts';

const EXAMPLES = 3;

/** What training has found out. */
interface Parts {
  trained: TrainedVariant;
  evaluation: Evaluation[];
  uncertainty?: (Uncertainty & { draws: number }) | undefined;
}

/** Puts a model file together and checks it as the Worker's build does. */
export function buildArtifact(
  { model, variant, query }: { model: string; variant: string; query: string },
  definition: ModelDefinition,
  rows: TrainingRows,
  { trained, evaluation, uncertainty }: Parts,
): Artifact {
  const { description } = definition.variants[variant] ?? {};
  const scoring = {
    format: 1 as const,
    model,
    variant,
    title: definition.title,
    ...(description && { description }),
    classes: definition.classes,
    intercept: trained.intercept,
    fields: rows.fields,
    features: trained.features,
  };
  const artifact: Artifact = {
    ...scoring,
    reference: referenceOf(trained, rows),
    changeable: definition.fields.filter((field) => 'changeable' in field && field.changeable).map(({ name }) => name),
    thresholds: definition.thresholds,
    ...(uncertainty && { uncertainty: { ...uncertainty, file: sha256(uncertainty.file) } }),
    training: {
      data: rowsDigest(rows),
      query: sha256(query),
      rows: rows.observations,
      weight: rows.weight.reduce((sum, value) => sum + value, 0),
      positives: rows.positives.reduce((sum, value) => sum + value, 0),
      solver: trained.solver,
      penalty: trained.penalty,
      iterations: trained.iterations,
      gradient: Number(trained.gradient.toPrecision(3)),
      versions: { duckdb: duckdbVersion(), node: process.versions.node },
    },
    evaluation,
    examples: scoreInputs(trained, rows.fields, exampleInputs(rows, EXAMPLES)),
    digest: scoringDigest(scoring),
  };
  return parseArtifact(artifact, `${model}/${variant}`);
}
