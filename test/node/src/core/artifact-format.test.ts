import { existsSync, globSync, readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { scoringDigest } from '../../../../scripts/models/digest.ts';
import { upgraded } from '../../../../scripts/training/artifact/upgrade-model.ts';
import { answerInput } from '../../../../src/core/answer-input.ts';
import { FORMAT, FORMATS, MINOR } from '../../../../src/core/artifact-format.ts';
import { parseArtifact, readArtifactJson } from '../../../../src/core/check.ts';
import { compileEncoder, encodeRow } from '../../../../src/core/encode.ts';
import { compileExplainer } from '../../../../src/core/explain.ts';
import { compileIntervals, interval, parseDraws } from '../../../../src/core/interval.ts';
import { compileScorer } from '../../../../src/core/score.ts';

interface Answer {
  input: Record<string, string | number>;
  logit: number;
  probability: number;
  baseline: number;
  interval?: [number, number];
}

const files = globSync('test/artifacts/*/*.json', { exclude: ['**/answers.json'] }).sort();
const readText = (path: string): Record<string, unknown> => JSON.parse(readFileSync(path, 'utf8'));

test('artifacts of every format that is read are kept, with every kind of feature', () => {
  const formats = new Set(files.map((path) => basename(dirname(path))));
  expect(formats).toEqual(new Set(FORMATS.map(String)));
  for (const format of formats) {
    const artifacts = files.filter((path) => basename(dirname(path)) === format).map(readText);
    const kinds = artifacts.flatMap(({ features }) => (features as { type: string }[]).map(({ type }) => type));
    expect(new Set(kinds)).toEqual(new Set(['one-hot', 'cyclic', 'numeric', 'cross']));
  }
});

describe.each(files)('%s', (path) => {
  const artifact = parseArtifact(readText(path), path);
  const { [artifact.variant]: answers = [] } = readText(join(dirname(path), 'answers.json')) as Record<
    string,
    Answer[]
  >;

  test('gives the answers that it was kept with', () => {
    expect(answers.length).toBeGreaterThanOrEqual(15);
    const encoder = compileEncoder(artifact.fields);
    const scorer = compileScorer(artifact);
    const explainer = compileExplainer(artifact, artifact.averageLogOdds!, scorer);
    const drawsPath = path.replace(/json$/, 'draws.bin');
    const draws = existsSync(drawsPath)
      ? compileIntervals(artifact, parseDraws(new Uint8Array(readFileSync(drawsPath)).buffer, artifact.features))
      : undefined;
    for (const { input, ...expected } of answers) {
      const { logit, probability } = answerInput(encoder, scorer, input);
      expect(Math.abs(logit - expected.logit)).toBeLessThanOrEqual(1e-12);
      expect(Math.abs(probability - expected.probability)).toBeLessThanOrEqual(1e-12);
      expect(Math.abs(explainer.baseline - expected.baseline)).toBeLessThanOrEqual(1e-12);
      expect(draws === undefined).toBe(expected.interval === undefined);
      if (draws === undefined) continue;
      const cells = new Float64Array(artifact.fields.length);
      encodeRow(encoder, input, cells);
      const [low, high] = interval(draws, cells, logit, 0.9);
      expect(Math.abs(low - expected.interval![0])).toBeLessThanOrEqual(1e-12);
      expect(Math.abs(high - expected.interval![1])).toBeLessThanOrEqual(1e-12);
    }
  });

  test('has the digest of its scoring content', () => {
    expect(artifact.digest).toBe(scoringDigest(artifact));
  });

  test('is written in the format of today with the same coefficients', () => {
    const inputs = artifact.examples.map(({ input }) => input);
    const written = JSON.parse(JSON.stringify(upgraded(artifact, inputs)));
    const read = readArtifactJson(written, path);
    expect(read.ignored).toEqual([]);
    expect(read.artifact).toEqual({ ...artifact, format: FORMAT, digest: scoringDigest(read.artifact) });
    expect(artifact.digest === read.artifact.digest).toBe(artifact.format === FORMAT);
  });
});

const current = files.find((path) => dirname(path).endsWith(`/${FORMAT}`))!;

test('members of a later minor version are ignored and named, wherever they are', () => {
  const json = readText(current);
  const [field, ...fields] = json.fields as object[];
  const later = { ...json, minor: MINOR + 1, author: { name: 'x' }, fields: [{ ...field, unit: 'd' }, ...fields] };
  const { artifact, ignored } = readArtifactJson(later, 'later');
  expect(ignored.toSorted()).toEqual(['author', 'fields.0.unit']);
  expect({ ...artifact, minor: undefined }).toEqual({ ...parseArtifact(json, 'now'), minor: undefined });
});

test('an unknown member is refused in a version that is known in full', () => {
  const json = readText(current);
  expect(() => parseArtifact({ ...json, author: 'x' }, 'now')).toThrow(/Unrecognized key: "author"/);
  expect(() => parseArtifact({ ...json, minor: MINOR, author: 'x' }, 'now')).toThrow(/Unrecognized key/);
});

test('a later minor version with anything else wrong is refused', () => {
  const json = readText(current);
  const { intercept: _, ...without } = json;
  expect(() => parseArtifact({ ...without, minor: MINOR + 1, author: 'x' }, 'later')).toThrow(/intercept/);
  const features = [{ type: 'spline', field: 'day', coefficients: [1] }];
  expect(() => parseArtifact({ ...json, minor: MINOR + 1, features }, 'later')).toThrow(/features/);
});

test.each([undefined, 0, FORMAT + 1, '2', null])('format %j is refused by name', (format) => {
  expect(() => parseArtifact({ ...readText(current), format }, 'x.json')).toThrow(
    /x\.json: format is .*expected 1 or 2/,
  );
});

test.each([null, 'text', 3])('%j is not an artifact', (json) => {
  expect(() => parseArtifact(json, 'x.json')).toThrow('x.json: document: expected an object');
});
