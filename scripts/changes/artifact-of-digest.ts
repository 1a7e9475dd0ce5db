import { join } from 'node:path';
import type { Artifact } from '../../src/core/artifact.ts';
import { parseArtifact } from '../../src/core/check.ts';
import { Failure } from '../cli/failure.ts';
import { artifactPaths, readArtifact } from '../models/artifacts.ts';
import { fileAt, git } from './git.ts';

/**
 * The artifact of a model with a digest, as `x-model-digest` has it: from the files of the project, else from its commits.
 * @throws {Failure} when neither has it
 */
export async function artifactOfDigest(model: string, digest: string): Promise<Artifact> {
  const current = artifactPaths(model).map(readArtifact);
  return (
    current.find((artifact) => artifact.digest === digest) ??
    (await fromCommits(model, digest)) ??
    Promise.reject(
      new Failure(`no artifact of ${model} has the digest ${digest}, neither a file nor an earlier commit`),
    )
  );
}

/** The file as the commit left it that wrote the digest into it. */
async function fromCommits(model: string, digest: string): Promise<Artifact | undefined> {
  const folder = join('models', model);
  const log = await git('log', '--format=%x01%H', '--name-only', '--relative', `-S${digest}`, '--', folder);
  for (const entry of log.split('\x01').filter(Boolean)) {
    const [commit = '', ...paths] = entry.split('\n').filter(Boolean);
    for (const path of paths.filter((name) => name.endsWith('.json'))) {
      const text = await fileAt(commit, `./${path}`).catch(() => undefined);
      if (text === undefined || !text.includes(digest)) continue;
      const json = JSON.parse(text);
      if (json.digest === digest) return parseArtifact(json, `${path} of ${commit.slice(0, 8)}`);
    }
  }
  return undefined;
}
