import { mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { gzipSync } from 'node:zlib';
import { expect, inject, onTestFinished, test } from 'vitest';
import { artifactPaths, modelNames, readArtifact } from '../../../../scripts/models/artifacts.ts';
import { buildScore } from '../../../../scripts/package/build-score.ts';
import { scoreInputs } from '../../../../scripts/training/artifact/examples.ts';
import { randomRows } from '../../../../scripts/verify/random-rows.ts';
import type * as score from '../../../../src/score.ts';

async function builtScore(): Promise<{ path: string; module: typeof score }> {
  mkdirSync('.build', { recursive: true });
  const folder = mkdtempSync(join('.build', 'score-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const path = join(folder, 'score.mjs');
  await buildScore(path);
  return { path, module: await import(pathToFileURL(resolve(path)).href) };
}

test('edge-logit/score is one file of at most 8 KB gzip that imports nothing', async () => {
  const { path } = await builtScore();
  const text = readFileSync(path, 'utf8');
  expect(gzipSync(text, { level: 9 }).length).toBeLessThan(8_000);
  expect(text).not.toMatch(/\bimport\b|\brequire\(/);
});

test('edge-logit/score answers random rows of every model bit by bit as the service, and names what is wrong with others', async () => {
  const { compileModel, RefusedRow } = (await builtScore()).module;
  const count = inject('proof') ? 100_000 : 500;
  const example = artifactPaths('parcels', 'scripts/package/template/models');
  for (const path of [...example, ...modelNames().flatMap((model) => artifactPaths(model))]) {
    const artifact = readArtifact(path);
    const model = compileModel(artifact);
    const rows = randomRows(artifact.fields, count, 1);
    const different = scoreInputs(artifact, rows).filter(({ input, logit }) => model.score(input).logit !== logit);
    expect(different, path).toEqual([]);
    expect(() => model.score({}), path).toThrow(RefusedRow);
    expect(() => model.score({ ...rows[0], nil: 1 }), path).toThrow('nil is not a field of this model');
  }
});
