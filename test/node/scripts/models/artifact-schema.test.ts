import { globSync, readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { expect, test } from 'vitest';
import { renderArtifactSchema } from '../../../../scripts/models/artifact-schema.ts';
import { artifactPaths, modelNames } from '../../../../scripts/models/artifacts.ts';
import { FORMAT } from '../../../../src/core/artifact-format.ts';

const check = new Ajv2020({ strict: false }).compile(JSON.parse(renderArtifactSchema()));
const valid = [
  ...modelNames().flatMap((model) => artifactPaths(model)),
  ...globSync(`test/artifacts/${FORMAT}/*.json`, { exclude: ['**/answers.json'] }),
];

test('models/artifact.schema.json is what npm run bundle writes', () => {
  expect(readFileSync('models/artifact.schema.json', 'utf8')).toBe(renderArtifactSchema());
});

test.each(valid)('the schema accepts %s', (path) => {
  expect(check(JSON.parse(readFileSync(path, 'utf8'))), JSON.stringify(check.errors)).toBe(true);
});

test('the schema refuses a member that it does not name, another format, and a missing intercept', () => {
  const artifact = JSON.parse(readFileSync(valid[0]!, 'utf8'));
  const { intercept: _, ...without } = artifact;
  for (const wrong of [{ ...artifact, extra: 1 }, { ...artifact, format: 1 }, without])
    expect(check(wrong)).toBe(false);
});
