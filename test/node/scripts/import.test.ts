import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { program as coefficients } from '../../../scripts/coefficients.ts';
import { program as evaluate } from '../../../scripts/evaluate.ts';
import { program } from '../../../scripts/import.ts';
import { type ArtifactFile, artifactErrors } from '../../../scripts/models/artifact-errors.ts';
import { readArtifacts } from '../../../scripts/models/artifact-files.ts';
import { program as train } from '../../../scripts/train.ts';
import { readGolden } from '../../../scripts/training/artifact/golden.ts';
import { testGolden } from '../../../scripts/verify/model-tests.ts';
import { answerInput } from '../../../src/core/answer-input.ts';
import { compileEncoder } from '../../../src/core/encode.ts';
import { compileScorer } from '../../../src/core/score.ts';
import { runCommand } from '../run-command.ts';

const documented = (): Record<string, unknown> & { fields: object[] } =>
  JSON.parse(
    /```json\n(.*?)```/s.exec(readFileSync(resolve(import.meta.dirname, '../../../models/EXCHANGE.md'), 'utf8'))![1]!,
  );

/** Changes to an empty project until the test ends, in which `flights.json` is the documented model with some changes. */
function enterProject(changes: object = {}): void {
  const folder = mkdtempSync(join(tmpdir(), 'import-'));
  const before = process.cwd();
  process.chdir(folder);
  onTestFinished(() => {
    process.chdir(before);
    rmSync(folder, { recursive: true, force: true });
  });
  writeFileSync('flights.json', JSON.stringify({ ...documented(), ...changes }));
}

const importFlights = (...options: string[]) => runCommand(program, ['flights.json', '--model', 'flights', ...options]);

test('import writes a definition, a valid artifact and golden examples, and prints the line of the route', async () => {
  enterProject();
  const { code, stdout } = await importFlights();
  expect(code).toBe(0);
  expect(stdout).toContain('flights = "imported"');
  const files = readArtifacts('models');
  expect(artifactErrors(files)).toEqual([]);
  expect(files[0]!.artifact.training).toEqual({
    source: 'statsmodels 0.15.0',
    file: expect.stringMatching(/^sha256:/),
  });
  expect(readGolden('models/flights/examples.json').rows.length).toBeGreaterThanOrEqual(50);
  expect(testGolden('flights')).toMatchObject({ passed: true });
});

test('golden probabilities are those of the numbers in the file', async () => {
  enterProject();
  await importFlights();
  for (const { input, variants } of readGolden('models/flights/examples.json').rows) {
    const { carrier, hour, distance } = input as { carrier: string; hour: number; distance: number | null };
    const byCarrier = { AA: 0, DL: -0.25, UA: 0.125 }[carrier]!;
    const byHour = carrier !== 'AA' ? 0 : hour < 6 ? -0.5 : hour >= 18 ? 0.75 : 0;
    const logit = -1.5 + byCarrier + byHour + (0.5 * (Math.min(distance ?? 650, 3000) - 700)) / 400;
    expect(variants.imported!.probability).toBeCloseTo(1 / (1 + Math.exp(-logit)), 14);
  }
});

test('an imported model has coefficients, and one sentence for what needs rows', async () => {
  enterProject();
  await importFlights();
  expect((await runCommand(coefficients, ['flights', 'imported'])).stdout).toContain('AA × 18–23');
  for (const command of [train, evaluate]) {
    expect((await runCommand(command, ['flights'])).stderr).toBe(
      'error: flights was imported: it has no variant that is trained or measured here\n',
    );
  }
});

test('--rename gives a field another name in requests', async () => {
  enterProject();
  expect((await importFlights('--rename', 'carrier=airline')).code).toBe(0);
  expect(Object.keys(readGolden('models/flights/examples.json').rows[0]!.input)).toEqual([
    'airline',
    'hour',
    'distance',
  ]);
  expect((await importFlights('--rename', 'plane=airline')).stderr).toBe(
    'error: --rename: there is no field "plane": there are carrier, hour, distance\n',
  );
});

test('a second variant joins an imported model if it takes the same request, and replaces its earlier edition', async () => {
  enterProject();
  await importFlights();
  writeFileSync('flights.json', JSON.stringify({ ...documented(), intercept: -1, examples: [] }));
  expect((await importFlights('--variant', 'second')).code).toBe(0);
  expect((await importFlights('--variant', 'second')).code).toBe(0);
  expect(artifactErrors(readArtifacts('models'))).toEqual([]);
  writeFileSync('flights.json', JSON.stringify({ ...documented(), classes: ['no', 'yes'] }));
  expect((await importFlights('--variant', 'third')).stderr).toBe(
    'error: the source has other classes or fields than imported, second: import it as another model\n',
  );
});

test('a model that is trained here is not replaced', async () => {
  enterProject();
  await importFlights();
  const path = 'models/flights/model.json';
  const definition = JSON.parse(readFileSync(path, 'utf8'));
  const variants = { 'one-hot': { features: [{ type: 'one-hot', field: 'hour' }] } };
  writeFileSync(path, JSON.stringify({ ...definition, variants, data: 'flights.csv', imported: {} }));
  expect((await importFlights()).stderr).toContain(
    'has variants that are trained here: import the model under another name',
  );
});

test.each([
  [{ examples: [{ input: { carrier: 'AA', hour: 1, distance: 0 }, probability: 0.5 }] }, 'examples.0 states 0.5, but'],
  [{ terms: [] }, 'terms: '],
  [{ terms: [{ type: 'table', by: ['carrier'], rows: [['XX', 1]] }] }, 'terms.0: rows.0: "XX" is no key of carrier'],
  [{ colour: 'red' }, 'Unrecognized key: "colour"'],
])('import refuses a file with %j in one sentence, and writes nothing', async (changes, message) => {
  enterProject(changes);
  const { code, stderr } = await importFlights();
  expect(code).toBe(1);
  expect(stderr).toMatch(/^error: .*\n$/);
  expect(stderr).toContain(message);
  expect(existsSync('models')).toBe(false);
});

test('import says what it reads when it does not know a file', async () => {
  enterProject();
  writeFileSync('flights.json', '{"coefficients": [1, 2]}');
  expect((await importFlights()).stderr).toContain(
    'flights.json is none of the sources that can be read: MLflow model folder',
  );
  expect((await runCommand(program, ['nothing.json', '--model', 'flights'])).stderr).toBe(
    'error: nothing.json does not exist\n',
  );
});

test('the model of the replaced service answers the documented request as its documentation did', async () => {
  const source = resolve(import.meta.dirname, '../../import/replaced-service.json');
  enterProject();
  expect((await runCommand(program, [source, '--model', 'delay'])).code).toBe(0);
  const [{ artifact }] = readArtifacts('models') as [ArtifactFile];
  const input = {
    ...{ 'DIA-I': 3, 'MES-I': 2, 'HORA-I': 9, OPERA: 'Grupo LATAM' },
    ...{ TIPOVUELO: 'N', SIGLADES: 'LaSerena', DIANOM: 'Viernes' },
  };
  const answered = answerInput(compileEncoder(artifact.fields), compileScorer(artifact), input).probability;
  expect(Math.abs(answered - 0.14094760370232895)).toBeLessThan(1e-12);
});

test('--classes names the classes of a source that has no names for them', async () => {
  enterProject();
  writeFileSync(
    'flights.json',
    JSON.stringify([
      { processed_input: '__INTERCEPT__', weight: '1' },
      { processed_input: 'x', weight: '2' },
    ]),
  );
  expect((await importFlights('--classes', 'on time,late')).code).toBe(0);
  expect(readArtifacts('models')[0]!.artifact.classes).toEqual(['on time', 'late']);
  expect((await importFlights('--classes', 'late')).stderr).toContain('expected two names');
});

test('--data gives numbers the ends of the file, and the model frequencies and an average row', async () => {
  enterProject();
  const rows = Array.from(
    { length: 40 },
    (_, k) => `${['AA', 'DL', 'ZZ'][k % 3]},${k % 24},${k === 39 ? '' : 100 * k}`,
  );
  writeFileSync('rows.csv', ['carrier,hour,distance', ...rows, 'AA,99,5'].join('\n'));
  const { stdout } = await importFlights('--data', 'rows.csv');
  expect(stdout).toContain('note: the model refuses 1 of 41 rows of rows.csv');
  const [file] = readArtifacts('models') as [ArtifactFile];
  expect(artifactErrors([file])).toEqual([]);
  const { fields, frequencies, averageLogOdds } = file.artifact;
  expect(fields.find(({ name }) => name === 'distance')).toMatchObject({ minimum: 0, maximum: 3800 });
  expect(frequencies!.fields[0]!.slice(0, 3)).toEqual([14, 13, 0]);
  expect(averageLogOdds![0]).toBeCloseTo((13 * -0.25) / 40, 12);
  expect(testGolden('flights')).toMatchObject({ passed: true });
});

test('--data refuses a file without a field, and writes nothing', async () => {
  enterProject();
  writeFileSync('rows.csv', 'carrier,hour\nAA,1\n');
  expect((await importFlights('--data', 'rows.csv')).stderr).toBe(
    'error: rows.csv has no column "distance", only carrier, hour\n',
  );
  expect(existsSync('models')).toBe(false);
});
