import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { nameSchema } from '../../src/core/artifact.ts';
import { Failure } from '../cli/command.ts';
import { exampleRows } from '../exchange/example-rows.ts';
import { exchangeErrors } from '../exchange/exchange-errors.ts';
import { toArtifact } from '../exchange/to-artifact.ts';
import { artifactPaths, readArtifact } from '../models/artifacts.ts';
import { prettyJson } from '../models/pretty-json.ts';
import { parseDefinition, readDefinition } from '../models/read-model.ts';
import { goldenRows } from '../training/artifact/golden.ts';
import { fileDigest } from './file-digest.ts';
import { importedArtifact } from './imported-artifact.ts';
import { importedDefinition } from './imported-definition.ts';
import { learnFromData } from './learn-from-data.ts';
import { requireParity } from './parity.ts';
import { renameFields } from './rename-fields.ts';
import { sourceKind } from './sources.ts';

export interface ImportOptions {
  model: string;
  variant: string;
  /** Names in the source, and what the request calls them. */
  renamed: ReadonlyMap<string, string>;
  /** Names of the negative and the positive class, in place of those of the source. */
  classes?: [string, string] | undefined;
  /** A file of rows, to learn bounds, frequencies and an average row from. */
  data?: string | undefined;
}

export interface ImportedFiles {
  /** Contents by path. */
  files: Map<string, string>;
  /** What kind of source it is. */
  kind: string;
  notes: string[];
  digest: string;
  coefficients: number;
}

/**
 * Reads a model of other software and makes the files of a variant of it: model.json, the artifact and the golden examples,
 * whose probabilities are those of the source's own numbers. Writes nothing.
 * @throws {Failure} when the source cannot be read or represented, or the variant would replace a trained one
 */
export async function importModel(source: string, options: ImportOptions): Promise<ImportedFiles> {
  const { model, variant, renamed, classes, data } = options;
  requireNames(model, variant);
  const kind = await sourceKind(source);
  const found = renameFields(await kind.read(source), renamed);
  const read = classes ? { ...found, model: { ...found.model, classes } } : found;
  const errors = exchangeErrors(read.model);
  if (errors.length > 0) throw new Failure(`${source}: ${errors.join('; ')}`);
  requireParity(read, source);
  const folder = join('models', model);
  const earlier = existsSync(join(folder, 'model.json')) ? readDefinition(model).definition : undefined;
  if (earlier && Object.keys(earlier.variants).length > 0) {
    throw new Failure(`${folder} has variants that are trained here: import the model under another name`);
  }
  const from = read.model.source ?? kind.name;
  const learned = data === undefined ? undefined : await learnFromData(read.model, data);
  const described = learned?.model ?? read.model;
  const definition = importedDefinition(described, variant, from, earlier);
  const inputs = exampleRows(described);
  const probabilities = inputs.map(read.probability);
  const artifact = importedArtifact(
    { model, variant, title: definition.title, source: from, file: fileDigest(source) },
    learned?.content ?? toArtifact(read.model),
    inputs,
  );
  const others = earlier
    ? artifactPaths(model)
        .map(readArtifact)
        .filter((other) => other.variant !== variant)
    : [];
  const all = [...others, artifact].toSorted((a, b) => (a.variant < b.variant ? -1 : 1));
  const golden = goldenRows(inputs, all, (name, row) => (name === variant ? probabilities[row] : undefined));
  const paths = { definition: join(folder, 'model.json'), artifact: join(folder, `${variant}.json`) };
  const text = `${prettyJson(definition)}\n`;
  parseDefinition(text, paths.definition);
  return {
    files: new Map([
      [paths.definition, text],
      [paths.artifact, `${prettyJson(artifact)}\n`],
      [join(folder, 'examples.json'), `${prettyJson(golden)}\n`],
    ]),
    kind: kind.name,
    notes: [...read.notes, ...(learned?.notes ?? [])],
    digest: artifact.digest,
    coefficients: 1 + artifact.features.reduce((sum, { coefficients }) => sum + coefficients.length, 0),
  };
}

function requireNames(model: string, variant: string): void {
  for (const [option, name] of Object.entries({ '--model': model, '--variant': variant })) {
    if (nameSchema().safeParse(name).success) continue;
    throw new Failure(`${option} is ${JSON.stringify(name)}: use lower-case letters, digits and dashes`);
  }
}
