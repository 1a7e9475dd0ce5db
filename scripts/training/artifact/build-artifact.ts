import { version as duckdbVersion } from '@duckdb/node-api';
import type { Artifact, Evaluation, Example, Field } from '../../../src/core/artifact.ts';
import { FORMAT } from '../../../src/core/artifact-format.ts';
import { parseArtifact } from '../../../src/core/check.ts';
import { fieldSchema } from '../../../src/core/field.ts';
import { sum } from '../../maths/vector.ts';
import type { ModelDefinition } from '../../models/definition.ts';
import { scoringDigest, sha256 } from '../../models/digest.ts';
import type { FittedVariant } from '../fit-job.ts';
import type { TrainingRows } from '../rows/rows.ts';
import { artifactExamples } from './examples.ts';
import { rowsDigest } from './rows-digest.ts';

/** The training rows, as all artifacts of a model describe them. */
export interface RowsSummary {
  fields: Field[];
  digest: string;
  observations: number;
  weight: number;
  positives: number;
  /** Of the database that held them. */
  versions: Record<string, string>;
}

export function summariseRows(rows: TrainingRows): RowsSummary {
  const { fields, observations, weight, positives } = rows;
  const versions = { duckdb: duckdbVersion() };
  return { fields, digest: rowsDigest(rows), observations, weight: sum(weight), positives: sum(positives), versions };
}

/** Puts an artifact together and checks it as the Worker's build does. */
export function buildArtifact(
  { model, variant, query }: { model: string; variant: string; query: string },
  definition: ModelDefinition,
  rows: RowsSummary,
  { fitted, evaluation, inputs }: { fitted: FittedVariant; evaluation: Evaluation[]; inputs: Example['input'][] },
): Artifact {
  const { trained, averageLogOdds, frequencies, uncertainty } = fitted;
  const { description } = definition.variants[variant] ?? {};
  const fields = rows.fields.map((field) => fieldSchema().parse(field));
  const scoring = {
    format: FORMAT,
    model,
    variant,
    title: definition.title,
    ...(description && { description }),
    classes: definition.classes,
    intercept: trained.intercept,
    fields,
    features: trained.features,
  };
  const artifact: Artifact = {
    ...scoring,
    averageLogOdds,
    frequencies,
    changeable: definition.fields.filter((field) => 'changeable' in field && field.changeable).map(({ name }) => name),
    thresholds: definition.thresholds,
    ...(uncertainty && { uncertainty: { ...uncertainty, file: sha256(uncertainty.file) } }),
    training: {
      data: rows.digest,
      query: sha256(query),
      rows: rows.observations,
      weight: rows.weight,
      positives: rows.positives,
      solver: trained.solver,
      penalty: trained.penalty,
      ...(trained.calibration && { calibration: trained.calibration }),
      iterations: trained.iterations,
      gradient: Number(trained.gradient.toPrecision(3)),
      versions: { ...rows.versions, node: process.versions.node },
    },
    evaluation,
    examples: artifactExamples(scoring, inputs),
    digest: scoringDigest(scoring),
  };
  return parseArtifact(artifact, `${model}/${variant}`);
}
