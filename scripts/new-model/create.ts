import { existsSync, statSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { nameSchema } from '../../src/core/artifact.ts';
import { Failure } from '../cli/command.ts';
import { parseDefinition } from '../models/read-model.ts';
import { definitionOf } from './definition.ts';
import { jsonText } from './json-text.ts';
import { type Proposal, type ProposalOptions, proposeModel } from './proposal.ts';
import { renderRowsSql } from './rows-sql.ts';

export interface CreateOptions extends ProposalOptions {
  /** Folder of all models. */
  folder: string;
  /** Replace model.json and rows.sql of a model that exists. */
  force?: boolean;
}

/**
 * Looks at a data file and writes `<folder>/<model>/model.json` and `rows.sql`.
 * @throws {Failure} when name, file or target cannot be used, or the model exists already; then nothing is written
 */
export async function createModel(
  model: string,
  dataPath: string,
  { folder, force = false, ...options }: CreateOptions,
): Promise<{ files: string[]; proposal: Proposal }> {
  if (!nameSchema().safeParse(model).success) {
    throw new Failure(
      `${JSON.stringify(model)} cannot name a model: expected lower-case letters, digits and dashes, such as "late-flights"`,
    );
  }
  const target = join(folder, model);
  if (existsSync(target) && !force)
    throw new Failure(`${target} exists already: --force replaces its model.json and rows.sql`);
  requireFile(dataPath);
  const proposal = await proposeModel(dataPath, options);
  const files = { definition: join(target, 'model.json'), query: join(target, 'rows.sql') };
  const text = jsonText(definitionOf(proposal));
  parseDefinition(text, files.definition);
  await mkdir(target, { recursive: true });
  await writeFile(files.definition, text);
  await writeFile(files.query, renderRowsSql(proposal));
  return { files: Object.values(files), proposal };
}

function requireFile(path: string): void {
  const found = statSync(path, { throwIfNoEntry: false });
  if (found === undefined) throw new Failure(`there is no file ${path}`);
  if (!found.isFile()) throw new Failure(`${path} is not a file`);
  if (found.size === 0) throw new Failure(`${path} is empty`);
}
