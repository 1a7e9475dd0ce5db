import { existsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { nameSchema } from '../../src/core/artifact.ts';
import { Failure } from '../cli/command.ts';
import { writeTogether } from '../cli/write-together.ts';
import { prettyJson } from '../models/pretty-json.ts';
import { dataName, parseDefinition } from '../models/read-model.ts';
import { definitionOf } from './definition.ts';
import { type Proposal, type ProposalOptions, proposeModel } from './proposal.ts';
import { renderRowsSql } from './rows-sql.ts';

/** Options of `npm run new`. */
export interface CreateOptions extends ProposalOptions {
  /** The folder of all models. */
  folder: string;
  /** Replace model.json and rows.sql if the model exists. */
  force?: boolean;
  /** Also propose the variant `one-hot`, without bins and learned penalties. */
  oneHot?: boolean;
}

/** Writes model.json and rows.sql for a data file. @throws {Failure} when it cannot; nothing is written then */
export async function createModel(
  model: string,
  dataPath: string,
  { folder, force = false, oneHot = false, ...options }: CreateOptions,
): Promise<{ files: string[]; proposal: Proposal }> {
  const target = join(folder, model);
  if (!nameSchema().safeParse(model).success) {
    const allowed = 'use lower-case letters, digits and dashes, as in "late-flights"';
    throw new Failure(`${JSON.stringify(model)} is not a valid model name: ${allowed}`);
  }
  if (existsSync(target) && !force)
    throw new Failure(`${target} already exists; --force replaces its model.json and rows.sql`);
  requireFile(dataPath);
  const proposal = { ...(await proposeModel(dataPath, options)), dataPath: dataName(dataPath) };
  const files = { definition: join(target, 'model.json'), query: join(target, 'rows.sql') };
  const text = `${prettyJson(definitionOf(proposal, oneHot))}\n`;
  parseDefinition(text, files.definition);
  writeTogether(new Map(Object.entries({ [files.definition]: text, [files.query]: renderRowsSql(proposal) })));
  return { files: Object.values(files), proposal };
}

function requireFile(path: string): void {
  const found = statSync(path, { throwIfNoEntry: false });
  if (found === undefined) throw new Failure(`file not found: ${path}`);
  if (!found.isFile()) throw new Failure(`${path} is not a file`);
  if (found.size === 0) throw new Failure(`${path} is empty`);
}
