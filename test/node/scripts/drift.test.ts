import { existsSync, readFileSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { answerText } from '../../../scripts/drift/place-text.ts';
import { program } from '../../../scripts/drift.ts';
import { readArtifact } from '../../../scripts/models/artifacts.ts';
import { runCommand } from '../run-command.ts';
import { drawnLines } from './drift/drawn-logs.ts';
import { IN_SHAPE, requestLine } from './request-logs/logs.ts';

const artifact = readArtifact('models/delay/forecast.json');
const AIRLINE = artifact.fields.findIndex(({ name }) => name === 'OPERA');

/** Runs the command on a log, with its picture in a folder of its own. */
async function drift(log: string | Buffer, ...options: string[]) {
  const folder = await mkdtemp(join(tmpdir(), 'drift-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  const path = join(folder, 'log');
  await writeFile(path, log);
  const result = await runCommand(program, ['delay', path, '--out', folder, ...options]);
  return { ...result, picture: join(folder, 'drift.svg') };
}

const ours = IN_SHAPE['lines of the service']!;

test('drift says that nothing has shifted, and what chance alone gives', async () => {
  const { code, stdout, picture } = await drift(ours(drawnLines(artifact, 1500, { seed: 1 })), '--check');
  expect(code).toBe(0);
  expect(stdout).toContain('1,500 coded rows, answered by forecast sha256:');
  expect(stdout).toContain('The logs are lines of the service: 1,500 requests');
  expect(stdout).toMatch(/^answers of forecast +1,500 +0\.0\d\d +0\.0\d\d +steady /m);
  expect(stdout).toMatch(/^MES-I .* follows the calendar /m);
  expect(stdout).toContain('No alarm.');
  expect(readFileSync(picture, 'utf8')).toContain('Nothing has shifted.');
});

test.each(Object.entries(IN_SHAPE))(
  'drift finds a shift of airlines in %s, and --check exits with 2',
  async (shape, write) => {
    const change = (codes: number[], row: number) => (row % 2 ? codes : codes.with(AIRLINE, 0));
    const { code, stdout, picture } = await drift(write(drawnLines(artifact, 600, { seed: 2, change })), '--check');
    expect(code).toBe(2);
    expect(stdout).toContain(`The logs are ${shape}: 600 requests`);
    expect(stdout).toMatch(/^OPERA .* strong shift +Aerolineas Argentinas: 2\.9 % → 5\d\.\d %/m);
    expect(stdout).toContain('Alarm: OPERA.');
    expect(readFileSync(picture, 'utf8')).toContain('Aerolineas Argentinas');
  },
);

test('answers of several artifacts are named apart, each by the tenths of its own training', async () => {
  const cyclic = readArtifact('models/delay/cyclic.json');
  const lines = [...drawnLines(artifact, 900, { seed: 5 }), ...drawnLines(cyclic, 600, { seed: 6 })];
  const { stdout } = await drift(ours(lines));
  for (const { variant, frequencies } of [artifact, cyclic]) {
    const edges = frequencies!.edges;
    const tenths = Array.from({ length: edges.length + 1 }, (_, tenth) => answerText(edges, tenth));
    const [, moved] = new RegExp(`^answers of ${variant} .* steady +(.+?): `, 'm').exec(stdout)!;
    expect(tenths).toContain(moved);
  }
});

test('with few rows, drift says how many it takes; unknown and missing values have a bound of their own', async () => {
  const change = (codes: number[], row: number) => (row < 30 ? codes.with(AIRLINE, -1) : codes);
  const { stdout } = await drift(ours(drawnLines(artifact, 200, { seed: 3, change })));
  expect(stdout).toMatch(/^SIGLADES .* too few rows: need \d+/m);
  expect(stdout).toMatch(/^OPERA .* 0\.0 % → 15\.0 % \(surely above [5-9]\.\d %\)/m);
  expect(stdout).toContain('Alarm: OPERA.');
});

test('--json has every number', async () => {
  const refused = requestLine({ status: 422, rows: undefined });
  const { stdout } = await drift(ours([...drawnLines(artifact, 300, { seed: 4 }), refused]), '--json');
  const { found, ...rest } = JSON.parse(stdout);
  expect(rest).toEqual({
    model: 'delay',
    shapes: ['lines of the service'],
    requests: 301,
    unreadable: 0,
    answered: 300,
    refused: 1,
  });
  expect(found[0]).toMatchObject({
    rows: 300,
    alarm: false,
    artifacts: [{ variant: 'forecast', digest: artifact.digest, rows: 300 }],
  });
  expect(found[0].fields).toHaveLength(artifact.fields.length);
});

test.each([
  [ours([requestLine()]), 'no request to delay has coded rows, only 1 without; set DRIFT_SAMPLE above 0'],
  [
    ours(drawnLines({ ...artifact, digest: 'sha256:0' }, 1, { seed: 5 })),
    'no artifact of delay has the digest sha256:0',
  ],
  ['', 'no request is logged there'],
])('a log that says nothing about rows is refused in one sentence', async (log, sentence) => {
  const { code, stderr, picture } = await drift(log);
  expect(code).toBe(1);
  expect(stderr).toContain(sentence);
  expect(existsSync(picture)).toBe(false);
});
