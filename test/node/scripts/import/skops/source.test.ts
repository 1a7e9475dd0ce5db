import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { program } from '../../../../../scripts/import.ts';
import { readArtifact } from '../../../../../scripts/models/artifacts.ts';
import { answerInput } from '../../../../../src/core/answer-input.ts';
import { compileEncoder } from '../../../../../src/core/encode.ts';
import { compileScorer } from '../../../../../src/core/score.ts';
import { readAnswers } from '../../../../import/answers.ts';
import { runCommand } from '../../../run-command.ts';

const FIXTURES = resolve('test/import/fixtures');

/** Changes to an empty project until the test ends. */
function enterProject(): void {
  const folder = mkdtempSync(join(tmpdir(), 'import-'));
  const before = process.cwd();
  process.chdir(folder);
  onTestFinished(() => {
    process.chdir(before);
    rmSync(folder, { recursive: true, force: true });
  });
}

const importFrom = (source: string) => runCommand(program, [source, '--model', 'flights']);

/** A model folder of MLflow that names a file. */
function mlflowFolder(file: string): void {
  mkdirSync('folder');
  writeFileSync(
    'folder/MLmodel',
    `flavors:\n  sklearn:\n    pickled_model: ${file}\n    serialization_format: skops\n`,
  );
}

test.each(['numbers.skops', 'bins.skops', 'bins-double.onnx'])(
  'import %s: the served rows are those of scikit-learn',
  async (file) => {
    enterProject();
    const { code, stdout } = await importFrom(join(FIXTURES, file));
    expect(code).toBe(0);
    expect(stdout).toContain('flights = "imported"');
    const artifact = readArtifact('models/flights/imported.json');
    const [encoder, scorer] = [compileEncoder(artifact.fields), compileScorer(artifact)];
    const names = artifact.fields.map(({ name }) => name);
    const answers = readAnswers(join(FIXTURES, file.replace(/\.\w+$/, '.ndjson'))).filter(
      ({ probability }) => probability !== null,
    );
    for (const { row, probability } of answers) {
      const input = Object.fromEntries(names.map((name) => [name, row[name] ?? null]));
      expect(Math.abs(answerInput(encoder, scorer, input).probability - probability!)).toBeLessThan(1e-12);
    }
  },
);

test('a folder of MLflow is the skops file that it names', async () => {
  enterProject();
  mlflowFolder('model.skops');
  copyFileSync(join(FIXTURES, 'ordinal.skops'), 'folder/model.skops');
  expect((await importFrom('folder')).code).toBe(0);
  expect(readFileSync('models/flights/model.json', 'utf8')).toContain('scikit-learn 1.9.1');
});

test.each([
  ['../secret.skops', 'error: folder/MLmodel has no flavour sklearn with a pickled_model\n'],
  ['gone.skops', 'error: folder has no gone.skops, which MLmodel names\n'],
])('a folder of MLflow that names %s is refused', async (file, message) => {
  enterProject();
  mlflowFolder(file);
  expect((await importFrom('folder')).stderr).toBe(message);
});

test.each(['model.pkl', 'model.joblib', 'model.bin', 'folder'])(
  '%s is a pickle, and the message has the two lines that convert it',
  async (source) => {
    enterProject();
    mlflowFolder('model.pkl');
    const file = source === 'folder' ? 'model.pkl' : source;
    writeFileSync(source === 'folder' ? 'folder/model.pkl' : source, Buffer.from('800495', 'hex'));
    const { code, stderr } = await importFrom(source);
    expect(code).toBe(1);
    expect(stderr).toContain(
      `error: ${file} is a pickle, which may run code when it is opened, so it is never opened here.`,
    );
    expect(stderr.split('\n').slice(1)).toEqual([
      'import joblib, skops.io',
      `skops.io.dump(joblib.load("${file}"), "model.skops")`,
      '',
    ]);
  },
);

test('a file that is larger than any model is refused before it is read', async () => {
  enterProject();
  writeFileSync('large.onnx', '');
  truncateSync('large.onnx', 2 ** 33);
  expect((await importFrom('large.onnx')).stderr).toBe(
    'error: large.onnx has 8589934592 bytes; expected at most 16777216\n',
  );
});
