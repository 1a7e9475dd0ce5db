import { join } from 'node:path';
import * as z from 'zod';
import { readJson } from '../cli/read-json.ts';

/** What a variant must answer for the golden rows of its model: the probability of the second class, row by row. */
const goldenSchema = z.object({ variant: z.string(), digest: z.string(), probabilities: z.array(z.number()) });

const routeSchema = z.object({
  model: z.string(),
  /** The variants that answer, as `forecast@1573902fa1b2`. */
  serves: z.string(),
  /** Held-out figures of the first of them, in words. */
  figures: z.string(),
  rows: z.array(z.record(z.string(), z.unknown())),
  golden: z.array(goldenSchema),
});

const releaseSchema = z.object({
  environment: z.string(),
  /** The full name of the Worker, such as edge-logit-prd. */
  worker: z.string(),
  /** A tier for the key that asks the golden rows. */
  tier: z.string(),
  commit: z.string(),
  /** What a forced release holds that its commit does not. */
  forced: z.string().optional(),
  gzip: z.number(),
  startUp: z.number().optional(),
  routes: z.array(routeSchema),
});

/** Everything that a deployment needs to know about what it uploads. The code is in the same folder. */
export type Release = z.infer<typeof releaseSchema>;
export type ReleaseRoute = z.infer<typeof routeSchema>;

/** The file of a release folder that describes it. */
export const RELEASE_FILE = 'release.json';

/** The release in a folder. @throws {Failure} naming what is wrong with it */
export function readRelease(folder: string): Release {
  return readJson(join(folder, RELEASE_FILE), releaseSchema);
}

/** KV namespaces have names of up to 512 bytes, messages of versions 1,000: both in UTF-8. */
const LONGEST_MESSAGE = 1000;

/** What a release serves, as the message of its version: what `--status` and `rollback` show. */
export function versionMessage({ routes, forced }: Pick<Release, 'routes' | 'forced'>): string {
  const end = forced === undefined ? '' : `; forced: ${forced}`;
  const served = routes.map(({ model, serves }) => `${model} ${serves}`);
  let text = served.join(', ');
  for (let kept = served.length; Buffer.byteLength(text + end) > LONGEST_MESSAGE; kept--) {
    text = `${served.slice(0, kept).join(', ')} and ${served.length - kept} more`;
  }
  return text + end;
}

/** What a version serves, by model, from its message; empty for a version that something else uploaded. */
export function servedBy(message: string): Map<string, string> {
  const entries = message
    .split(/; | and \d+ more/)[0]!
    .split(', ')
    .map((entry) => entry.split(' '));
  return new Map(entries.flatMap(([model, serves]) => (model && serves?.includes('@') ? [[model, serves]] : [])));
}
