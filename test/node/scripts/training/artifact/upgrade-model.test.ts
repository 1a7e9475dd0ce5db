import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { program as bundle } from '../../../../../scripts/bundle.ts';
import { scoringDigest } from '../../../../../scripts/models/digest.ts';
import { program as models } from '../../../../../scripts/models.ts';
import { program as recalibrate } from '../../../../../scripts/recalibrate.ts';
import { program as train } from '../../../../../scripts/train.ts';
import { runCommand } from '../../../run-command.ts';
import { enterSmallProject } from '../../../small-project.ts';

const PATH = 'models/small/cyclic.json';
const read = (path = PATH) => readFileSync(path, 'utf8');

/** The files that training writes, by path. */
let written: Map<string, Buffer> | undefined;

async function trainedProject(): Promise<void> {
  await enterSmallProject();
  if (written) {
    for (const [path, content] of written) writeFileSync(path, content);
    return;
  }
  expect((await runCommand(train, ['small'])).code).toBe(0);
  const paths = readdirSync('models/small').map((name) => `models/small/${name}`);
  written = new Map(paths.map((path) => [path, readFileSync(path)]));
}

/** Writes the trained artifact as format 1 has it. */
function writeFormat1(): void {
  const { averageLogOdds, digest: _, ...rest } = JSON.parse(read());
  const old = { ...rest, format: 1, reference: averageLogOdds };
  writeFileSync(PATH, JSON.stringify({ ...old, digest: scoringDigest(old) }));
}

test('an artifact of format 1 becomes the bytes that training writes; the draws and coefficients stay', async () => {
  await trainedProject();
  const [trained, examples] = [read(), read('models/small/examples.json')];
  writeFormat1();
  const { code, stderr } = await runCommand(models, ['upgrade', 'small']);
  expect({ code, stderr }).toEqual({
    code: 0,
    stderr: expect.stringContaining(`wrote ${PATH}, which has a new digest`),
  });
  expect(read()).toBe(trained);
  expect(read('models/small/examples.json')).toBe(examples);
});

test('an artifact of today stays as it is', async () => {
  await trainedProject();
  const trained = read();
  const { stderr } = await runCommand(models, ['upgrade']);
  expect(stderr).not.toContain('new digest');
  expect(read()).toBe(trained);
});

test('without the data, examples keep their inputs, and a line says so', async () => {
  await trainedProject();
  const trained = read();
  rmSync('flights.csv');
  writeFormat1();
  const { code, stderr } = await runCommand(models, ['upgrade', 'small']);
  expect({ code, stderr }).toEqual({ code: 0, stderr: expect.stringContaining('The examples keep their inputs') });
  expect(read()).toBe(trained);
});

test('what a later version wrote is named by bundle, and neither upgraded nor recalibrated', async () => {
  await trainedProject();
  writeFileSync('wrangler.toml', '[vars]\nROUTES = { small = "cyclic" }\nTIERS = {}\n');
  writeFileSync('outcomes.csv', 'hour,outcome\n1,0\n2,1\n');
  writeFileSync(PATH, JSON.stringify({ ...JSON.parse(read()), minor: 7, author: 'somebody' }));
  const later = read();
  for (const [program, args] of [
    [models, ['upgrade', 'small']],
    [recalibrate, ['small', 'outcomes.csv', '--variant', 'cyclic', '--write']],
  ] as const) {
    const { code, stderr } = await runCommand(program, [...args]);
    expect({ code, stderr }).toEqual({
      code: 1,
      stderr: expect.stringContaining(`${PATH} is of a later version, which has author`),
    });
  }
  expect(read()).toBe(later);
  const { stderr } = await runCommand(bundle, ['--check']);
  expect(stderr).toContain(`${PATH} is of a later version: ignored author`);
});

test('an unknown model, and data that are not there, are refused', async () => {
  await enterSmallProject();
  expect((await runCommand(models, ['upgrade', 'nil'])).code).toBe(1);
  expect((await runCommand(models, ['upgrade', 'small', '--data', 'nowhere.csv'])).code).toBe(1);
});
