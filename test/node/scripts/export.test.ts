import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { fromArtifact } from '../../../scripts/exchange/from-artifact.ts';
import { toOnnx } from '../../../scripts/export/onnx.ts';
import { toPmml } from '../../../scripts/export/pmml.ts';
import { toPython } from '../../../scripts/export/python.ts';
import { program } from '../../../scripts/export.ts';
import { exchangeJson } from '../../../scripts/import/exchange-json.ts';
import { requireParity } from '../../../scripts/import/parity.ts';
import { randomSource } from '../../../scripts/maths/random.ts';
import { readArtifact } from '../../../scripts/models/artifacts.ts';
import { readGolden } from '../../../scripts/training/artifact/golden.ts';
import { runCommand } from '../run-command.ts';
import { expected } from './sql/expected.ts';
import { type Drawn, drawArtifact } from './sql/random-artifact.ts';
import { drawRows } from './sql/random-rows.ts';

function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'export-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

const forecast = readArtifact('models/delay/forecast.json');

test('export --to json writes what import reads, with the same answers', async () => {
  const file = join(temporaryFolder(), 'delay.json');
  const { code, stdout } = await runCommand(program, ['delay', 'forecast', '--to', 'json', '-o', file]);
  expect({ code, stdout }).toEqual({
    code: 0,
    stdout: expect.stringMatching(/^wrote .*delay\.json: delay\/forecast, \d+ KB\n$/),
  });
  expect(requireParity(await exchangeJson.read(file), file, forecast)).toBeLessThanOrEqual(1e-12);
});

test.each(['onnx', 'pmml', 'python'])(
  'export --to %s says that categories must be spelled as in the vocabulary',
  async (format) => {
    const file = join(temporaryFolder(), 'model');
    const { stdout } = await runCommand(program, ['delay', 'one-hot', '--to', format, '-o', file]);
    expect(stdout).toContain('Categories must be spelled as in the vocabulary');
    expect(existsSync(file)).toBe(true);
  },
);

test('export refuses a format that it does not know, and a variant that there is not', async () => {
  expect((await runCommand(program, ['delay', '--to', 'pickle'])).stderr).toContain(
    'Allowed choices are json, onnx, pmml, python',
  );
  expect((await runCommand(program, ['delay', 'nothing', '--to', 'json'])).stderr).toContain(
    'has no variant "nothing"',
  );
});

const timed = fromArtifact({
  title: 'Is it?',
  classes: ['no', 'yes'],
  intercept: 0,
  fields: [{ name: 'departure', type: 'timestamp', description: '', zone: 'UTC' }],
  features: [{ type: 'one-hot', field: 'departure', part: 'weekday', coefficients: [0, 1, 2, 3, 4, 5, 6] }],
});
const named = (...vocabulary: string[]) =>
  fromArtifact({
    title: 'Is it?',
    classes: ['no', 'yes'],
    intercept: 0,
    fields: [
      { name: 'x', type: 'category', description: '', match: 'exact', unknown: 'reject', missing: 'own', vocabulary },
    ],
    features: [{ type: 'one-hot', field: 'x', coefficients: [...vocabulary.map(() => 1), 2] }],
  });

test('what a format cannot say is refused by name', () => {
  expect(() => toOnnx(timed)).toThrow('departure is a timestamp, whose parts ONNX has no operators for');
  expect(() => toPmml(timed)).toThrow('departure is a timestamp, whose parts PMML has no functions for');
  expect(() => toOnnx(named('', 'a'))).toThrow('x has the category "", which stands for a missing value in ONNX');
  expect(() => toPmml(named(' a'))).toThrow('" a" of x is empty or begins or ends with a space');
  expect(() => toPmml(named('a\0'))).toThrow('"a\\u0000" of x has a character that XML cannot hold');
});

const python = spawnSync('python3', [
  '-c',
  'import sys, zoneinfo; zoneinfo.ZoneInfo("America/Santiago"); sys.exit(sys.version_info < (3, 9))',
]);
const reason = python.status === 0 ? '' : ' (skipped: there is no python3 of version 3.9 with time zones)';

/** What a module answers to rows, in one process; null where it refuses one. */
function askPython(module: string, rows: readonly object[]): (number | null)[] {
  const folder = temporaryFolder();
  writeFileSync(join(folder, 'model.py'), module);
  writeFileSync(join(folder, 'rows.json'), JSON.stringify(rows));
  writeFileSync(join(folder, 'ask.py'), ASK);
  return JSON.parse(execFileSync('python3', ['-B', 'ask.py'], { cwd: folder, encoding: 'utf8' }));
}

const ASK = `import json, model
def ask(row):
    try:
        return model.probability(row)
    except ValueError:
        return None
print(json.dumps([ask(row) for row in json.load(open("rows.json"))]))
`;

test.skipIf(reason)(`the module in Python gives the golden probabilities to 1e-15${reason}`, () => {
  const { rows } = readGolden('models/delay/examples.json');
  const found = askPython(
    toPython(fromArtifact(forecast)),
    rows.map(({ input }) => input),
  );
  for (const [k, { variants }] of rows.entries()) {
    expect(Math.abs(found[k]! - variants.forecast!.probability)).toBeLessThanOrEqual(1e-15);
  }
});

test.skipIf(reason)(`modules of any variants answer and refuse any row as the core does, to 1e-12${reason}`, () => {
  for (const seed of [0, 3, 26, 28]) {
    const random = randomSource(seed);
    const artifact: Drawn = drawArtifact(random);
    // JSON has neither NaN nor infinity.
    const rows = drawRows(artifact.fields, 60, random).filter((row) =>
      Object.values(row).every((value) => typeof value !== 'number' || Number.isFinite(value)),
    );
    const found = askPython(toPython(fromArtifact({ title: 'Is it?', ...artifact })), rows);
    for (const [k, answer] of expected(artifact, rows).entries()) {
      if (answer === null || found[k] === null) expect(found[k]).toBe(answer);
      else expect(Math.abs(found[k]! - answer)).toBeLessThanOrEqual(1e-12);
    }
  }
});

test('an ONNX graph has an input per field, and names the software and the classes', () => {
  const bytes = Buffer.from(toOnnx(fromArtifact(forecast))).toString('latin1');
  for (const text of ['edge-logit', 'probabilities', 'LabelEncoder', ...forecast.fields.map(({ name }) => name)]) {
    expect(bytes).toContain(text);
  }
});

test('PMML is well-formed: what XML could trip over is escaped', () => {
  const text = toPmml(named('<a & "b">', "it's", 'a\nb'));
  expect(text).toContain('<Value value="&#60;a &#38; &#34;b&#34;&#62;"/>');
  expect(text).toContain('a&#10;b');
});
