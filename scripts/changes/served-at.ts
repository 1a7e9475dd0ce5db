import { readFile } from 'node:fs/promises';
import type { Artifact } from '../../src/core/artifact.ts';
import { parseArtifact } from '../../src/core/check.ts';
import type { ModelRoute } from '../../src/core/contract/variables.ts';
import { goldenInputsSchema } from '../training/artifact/golden.ts';
import { parseWranglerConfig } from '../wrangler/config.ts';
import { fileAt } from './git.ts';

/** What an environment serves for a model: the variant that answers most, and its artifact if it is trained. */
export interface Served {
  environment: string;
  model: string;
  variant: string;
  artifact: Artifact | undefined;
  /** Its golden rows. */
  inputs: readonly object[];
}

/** The text of a file of a revision; undefined if there is none. */
type Read = (path: string) => Promise<string | undefined>;

/** What the files in the project serve. @throws {Failure} when wrangler.toml or an artifact cannot be read */
export function servedNow(): Promise<Served[]> {
  return served((path) => readFile(path, 'utf8').catch(() => undefined));
}

/** What the files of a commit serve. @throws {Failure} when wrangler.toml or an artifact cannot be read */
export function servedAt(commit: string): Promise<Served[]> {
  return served((path) => fileAt(commit, path).catch(() => undefined));
}

async function served(read: Read): Promise<Served[]> {
  const routes = parseWranglerConfig((await read('wrangler.toml')) ?? '').flatMap(({ name: environment, routes }) =>
    [...routes].map(([model, route]) => ({ environment, model, variant: mainVariant(route) })),
  );
  return Promise.all(
    routes.map(async (route) => {
      const path = `models/${route.model}/${route.variant}.json`;
      const [text, examples] = await Promise.all([read(path), read(`models/${route.model}/examples.json`)]);
      const inputs =
        examples === undefined ? [] : goldenInputsSchema.parse(JSON.parse(examples)).rows.map(({ input }) => input);
      return { ...route, artifact: text === undefined ? undefined : parseArtifact(JSON.parse(text), path), inputs };
    }),
  );
}

function mainVariant({ split }: ModelRoute): string {
  return split.reduce((most, one) => (one.weight > most.weight ? one : most)).variant;
}
