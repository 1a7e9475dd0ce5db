import { join } from 'node:path';
import type { Artifact, Example } from '../../../src/core/artifact.ts';
import { FORMAT } from '../../../src/core/artifact-format.ts';
import { parseArtifact } from '../../../src/core/check.ts';
import { fieldSchema } from '../../../src/core/field.ts';
import { Failure, progress } from '../../cli/command.ts';
import { writeTogether } from '../../cli/write-together.ts';
import { artifactPaths, readArtifactToWrite } from '../../models/artifacts.ts';
import type { ModelDefinition } from '../../models/definition.ts';
import { scoringDigest } from '../../models/digest.ts';
import { prettyJson } from '../../models/pretty-json.ts';
import { findData, readDefinition, readModel } from '../../models/read-model.ts';
import { openRows } from '../open-rows.ts';
import type { TrainingRows } from '../rows/rows.ts';
import { artifactExamples } from './examples.ts';
import { frequenciesOf } from './frequencies.ts';
import { goldenRows, readGolden, readGoldenInputs, statedIn } from './golden.ts';
import { madeUpInputs } from './made-up-inputs.ts';
import { rowsDigest } from './rows-digest.ts';

/** The files of a model as training writes them today. */
export interface UpgradedFiles {
  /** Contents by path: every artifact, and the golden examples. */
  files: ReadonlyMap<string, string>;
  /** Paths of artifacts whose digest changes, with the new one. */
  digests: ReadonlyMap<string, string>;
}

/**
 * The artifacts and golden examples of a model as training writes them today, without training. With the data, examples are
 * made up and frequencies are counted anew; without them, both stay. Fields reject values beyond their range if model.json
 * says so today. Writes nothing.
 * @throws {Failure | ArtifactError} when a file is missing or wrong
 */
export async function upgradedFiles(model: string, { data }: { data?: string } = {}): Promise<UpgradedFiles> {
  const examples = join('models', model, 'examples.json');
  const { definition } = readDefinition(model);
  const isTrained = Object.keys(definition.variants).length > 0;
  const found = artifactPaths(model).map(readArtifactToWrite);
  const rows = isTrained ? await openIfFound(model, readModel(model), found, data) : undefined;
  const inputs = rows ? madeUpInputs(rows).inputs : readGoldenInputs(examples);
  const stated = isTrained ? undefined : statedIn(readGolden(examples));
  const artifacts = found.map((artifact) => upgraded(withFrequencies(withRanges(artifact, definition), rows), inputs));
  const pathOf = ({ variant }: Artifact) => join('models', model, `${variant}.json`);
  const files = new Map(artifacts.map((artifact) => [pathOf(artifact), `${prettyJson(artifact)}\n`]));
  const moved = artifacts.filter(({ digest }, k) => digest !== found[k]!.digest);
  return {
    files: files.set(examples, `${prettyJson(goldenRows(inputs, artifacts, stated))}\n`),
    digests: new Map(moved.map((artifact) => [pathOf(artifact), artifact.digest])),
  };
}

/** Writes the files of `upgradedFiles`, all or none. */
export async function upgradeModel(model: string, options: { data?: string } = {}): Promise<void> {
  const { files, digests } = await upgradedFiles(model, options);
  writeTogether(files);
  for (const path of files.keys()) {
    const digest = digests.get(path);
    progress(`wrote ${path}${digest === undefined ? '' : `, which has a new digest: ${digest}`}`);
  }
}

/**
 * An artifact in today's format, with the examples that training would give it. Coefficients and answers stay; the digest
 * changes with the format, because it covers the number of the format.
 */
export function upgraded({ minor: _, ...artifact }: Artifact, inputs: readonly Example['input'][]): Artifact {
  const current = { ...artifact, format: FORMAT, examples: artifactExamples(artifact, inputs) };
  return { ...current, digest: scoringDigest(current) };
}

/** An artifact whose fields treat values beyond their range as model.json says. */
function withRanges(artifact: Artifact, definition: ModelDefinition): Artifact {
  const fields = artifact.fields.map((field) => {
    if (field.type === 'category' || field.type === 'timestamp') return field;
    const { range: _, ...rest } = field;
    const defined = definition.fields.find(({ name }) => name === field.name);
    const rejects = defined !== undefined && 'range' in defined && defined.range !== undefined;
    return fieldSchema().parse({ ...rest, ...(rejects && { range: defined.range }) });
  });
  return { ...artifact, fields };
}

/** An artifact with the frequencies of the rows that it was trained on, if these are those rows. */
function withFrequencies(artifact: Artifact, rows: TrainingRows | undefined): Artifact {
  const { intercept, features, training } = artifact;
  if (rows === undefined || training.data !== rowsDigest(rows)) return artifact;
  const fitted = training.recalibration?.fittedIntercept ?? intercept;
  const frequencies = frequenciesOf({ intercept: fitted, features }, rows);
  return parseArtifact({ ...artifact, frequencies }, `${artifact.model}/${artifact.variant}`);
}

async function openIfFound(
  model: string,
  opened: ReturnType<typeof readModel>,
  artifacts: readonly Artifact[],
  data: string | undefined,
): Promise<TrainingRows | undefined> {
  try {
    findData(opened.definition, data);
  } catch (error) {
    if (!(error instanceof Failure) || data !== undefined) throw error;
    progress(`${model}: ${error.message}. The examples keep their inputs, which may be rows of the data`);
    return undefined;
  }
  // Artifacts from before rare categories were merged have them all.
  const isMerged = artifacts.some(({ fields }) =>
    fields.some((field) => 'other' in field && field.other !== undefined),
  );
  return openRows(model, opened, { data, minCount: isMerged ? undefined : 1 });
}
