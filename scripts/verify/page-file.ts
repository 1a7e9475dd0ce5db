import { readFileSync } from 'node:fs';
import { parseArtifact } from '../../src/core/check.ts';
import { prediction } from '../../src/core/score.ts';
import type { PageBundle } from '../../src/offline/page-bundle.ts';
import { Failure } from '../cli/failure.ts';
import { scoringDigest } from '../models/digest.ts';
import { scoreInputs } from '../training/artifact/examples.ts';
import type { Ask } from './endpoint.ts';

const BUNDLE = /<script type="application\/json" id="bundle">(.*?)<\/script>/s;

/**
 * Answers as the model in a file of `npm run page` does. The digest is worked out from its coefficients, so it tells
 * whether they were changed.
 * @throws {Failure} for another file
 */
export function askPage(path: string): Ask {
  const artifact = readPageArtifact(path);
  return async (rows) => ({
    digest: scoringDigest(artifact),
    predictions: scoreInputs(artifact, rows as Parameters<typeof scoreInputs>[1]).map(({ logit }) => prediction(logit)),
  });
}

function readPageArtifact(path: string) {
  let html: string;
  try {
    html = readFileSync(path, 'utf8');
  } catch {
    throw new Failure(`${JSON.stringify(path)} is neither an address, such as https://example.org, nor a file`);
  }
  const text = BUNDLE.exec(html)?.[1];
  if (text === undefined) throw new Failure(`${path} is no page of npm run page: it holds no model`);
  const { artifacts } = JSON.parse(text) as PageBundle;
  return parseArtifact(JSON.parse(artifacts[0]!.json), path);
}
