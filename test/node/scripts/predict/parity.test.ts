import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { literal, openDatabase, select } from '../../../../scripts/data-file/database.ts';
import { readArtifacts } from '../../../../scripts/models/artifact-files.ts';
import { predictFiles } from '../../../../scripts/predict/predict-files.ts';
import { answerInput } from '../../../../src/core/answer-input.ts';
import type { Artifact } from '../../../../src/core/artifact.ts';
import { compileEncoder } from '../../../../src/core/encode.ts';
import { compileScorer } from '../../../../src/core/score.ts';

type Row = Record<string, string | number | null>;

/** What predict answers to rows that are sent in a file of each format, beside what the core answers. */
async function differences(artifact: Artifact, rows: readonly Row[], format: 'csv' | 'json' | 'parquet') {
  const folder = mkdtempSync(join(tmpdir(), 'parity-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const [json, input, output] = ['rows.json', `in.${format}`, 'out.parquet'].map((name) => join(folder, name)) as [
    string,
    string,
    string,
  ];
  writeFileSync(json, JSON.stringify(rows));
  const connection = await openDatabase();
  onTestFinished(() => connection.closeSync());
  if (format !== 'json') await connection.run(`COPY (FROM read_json(${literal(json)})) TO ${literal(input)}`);
  const inputs = [format === 'json' ? json : input];
  await predictFiles(artifact, undefined, { inputs, output, details: {}, missing: undefined });
  const answered = await select(connection, `FROM read_parquet(${literal(output)})`);
  expect(answered).toHaveLength(rows.length);
  const [encoder, scorer] = [compileEncoder(artifact.fields), compileScorer(artifact)];
  return answered.map((row, r) => {
    const { probability } = answerInput(encoder, scorer, rows[r]!);
    return Math.abs(Number(Object.values(row).at(-1)) - probability);
  });
}

const artifacts = readArtifacts('models').map(({ artifact }) => artifact);
const golden = (model: string): Row[] =>
  JSON.parse(readFileSync(join('models', model, 'examples.json'), 'utf8')).rows.map(
    ({ input }: { input: Row }) => input,
  );

test.each(artifacts.map((artifact) => [`${artifact.model}/${artifact.variant}`, artifact] as const))(
  'golden rows of %s get the answers of the core from CSV, JSON and Parquet, to 1e-12',
  async (_, artifact) => {
    for (const format of ['csv', 'json', 'parquet'] as const) {
      const found = await differences(artifact, golden(artifact.model), format);
      expect(Math.max(...found)).toBeLessThanOrEqual(1e-12);
    }
  },
);
