import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { beforeEach, expect, test } from 'vitest';
import { readArtifact } from '../../../scripts/models/artifacts.ts';
import type { Monitoring } from '../../../scripts/monitor/monitor.ts';
import { program } from '../../../scripts/monitor.ts';
import { program as train } from '../../../scripts/train.ts';
import { runCommand } from '../run-command.ts';
import { enterSmallProject } from '../small-project.ts';

beforeEach(async () => {
  await enterSmallProject();
  expect((await runCommand(train, ['small'])).code).toBe(0);
  writeFileSync('wrangler.toml', '[vars]\nROUTES = { small = "one-hot" }\nTIERS = {}\n');
});

/** Flights with an outcome, as lines of the given columns. */
function writeOutcomes(columns: string, line: (k: number) => string, rows = 120): void {
  writeFileSync('outcomes.csv', [columns, ...Array.from({ length: rows }, (_, k) => line(k))].join('\n'));
}

const isLate = (k: number) => (k % 10 > (k * 7) % 11 ? 1 : 0);

async function monitored(...options: string[]): Promise<Monitoring> {
  const { code, stdout, stderr } = await runCommand(program, ['small', 'outcomes.csv', '--json', ...options]);
  expect([code, stderr]).toEqual([0, '']);
  return JSON.parse(stdout);
}

test('monitor scores the fields again and counts rows whose outcome is not known yet, by day', async () => {
  writeOutcomes('hour,seen,outcome', (k) => `${k % 10},2026-11-0${1 + (k % 3)},${k % 3 === 2 ? '' : isLate(k)}`);
  const found = await monitored();
  expect(found).toMatchObject({ how: 'the fields, scored again', rows: 120, known: 80, matched: 80 });
  expect(found.days.map(({ day, rows, known }) => [day, rows, known])).toEqual([
    ['2026-11-01', 40, 40],
    ['2026-11-02', 40, 40],
    ['2026-11-03', 40, 0],
  ]);
  const [variant] = found.variants;
  const { digest, evaluation } = readArtifact('models/small/one-hot.json');
  expect(variant).toMatchObject({ variant: 'one-hot', digest, rows: 80 });
  expect(variant!.figures.auc.heldOut).toBe(evaluation.find(({ split }) => split === 'time')!.auc);
});

test('monitor takes the answers of an earlier artifact from the commit that has its digest', async () => {
  execFileSync('git', ['init', '-q']);
  execFileSync('git', ['add', '-A']);
  const author = ['-c', 'user.name=test', '-c', 'user.email=test@example.org', '-c', 'commit.gpgsign=false'];
  execFileSync('git', [...author, 'commit', '-qm', 'first']);
  const { digest } = readArtifact('models/small/one-hot.json');
  writeFileSync('flights.csv', readFileSync('flights.csv', 'utf8').replaceAll('\n3,', '\n4,'));
  expect((await runCommand(train, ['small', 'one-hot'])).code).toBe(0);
  expect(readArtifact('models/small/one-hot.json').digest).not.toBe(digest);

  writeOutcomes('hour,digest,outcome', (k) => `${k % 10},${k % 4 ? digest : ''},${isLate(k)}`);
  const { variants } = await monitored();
  expect(variants.map((one) => [one.digest === digest, one.rows])).toEqual([
    [true, 90],
    [false, 30],
  ]);
  writeOutcomes('hour,digest,outcome', (k) => `${k % 10},sha256:0,${isLate(k)}`);
  const { code, stderr } = await runCommand(program, ['small', 'outcomes.csv']);
  expect([code, stderr]).toEqual([
    1,
    'error: no artifact of small has the digest sha256:0, neither a file nor an earlier commit\n',
  ]);
});

test('monitor compares the variants of a split, or --against, on the same rows, and says whether the evidence is enough', async () => {
  writeOutcomes('hour,variant,outcome', (k) => `${k % 10},${k % 5 ? 'one-hot' : 'cyclic'},${isLate(k)}`);
  const { variants, challenges } = await monitored();
  expect(variants.map(({ variant, rows }) => [variant, rows])).toEqual([
    ['one-hot', 96],
    ['cyclic', 24],
  ]);
  expect(challenges).toMatchObject([{ champion: 'one-hot', challenger: 'cyclic', rows: 120 }]);
  writeOutcomes('hour,outcome', (k) => `${k % 10},${isLate(k)}`);
  const { stdout } = await runCommand(program, ['small', 'outcomes.csv', '--against', 'cyclic']);
  expect(stdout).toMatch(/cyclic beside one-hot on the same 120 rows: log loss .+ The evidence is (not )?enough/);
});

test('monitor takes probabilities, advises a shift, and --check fails once outcomes no longer follow the answers', async () => {
  writeOutcomes('probability,outcome', (k) => `0.1,${k % 2}`);
  const { code, stdout } = await runCommand(program, ['small', 'outcomes.csv', '--check']);
  expect(code).toBe(2);
  expect(stdout).toContain('120 of these with an answer');
  expect(stdout).toContain('outcomes no longer follow from the fields as these answers say');
  expect(stdout).toContain('Advised: npm run recalibrate -- small OUTCOMES.csv --variant one-hot --write');
  expect(readFileSync('.build/monitor/small/index.html', 'utf8').match(/<svg /g)).toHaveLength(1);
  writeOutcomes('probability,outcome', (k) => `0.5,${k % 2}`);
  expect((await runCommand(program, ['small', 'outcomes.csv', '--check'])).code).toBe(0);
});

test('monitor joins request ids with logs', async () => {
  const { digest } = readArtifact('models/small/one-hot.json');
  const line = (k: number, rows: number) => ({
    event: 'request',
    time: '2026-11-01T00:00:00Z',
    request_id: `r${k}`,
    status: 200,
    model: 'small',
    rows,
    digest,
    codes: Array.from({ length: Math.min(rows, 100) }, () => [0]),
    probabilities: Array.from({ length: Math.min(rows, 100) }, (_, row) => (row + 1) / 200),
  });
  writeFileSync(
    'log',
    [...Array.from({ length: 40 }, (_, k) => line(k, 1)), line(40, 200)].map((one) => JSON.stringify(one)).join('\n'),
  );
  writeOutcomes('request_id,row,outcome', (k) => `r${Math.min(k, 40)},${k < 40 ? '' : 3 * (k - 40)},${k % 2}`, 100);
  const found = await monitored('--logs', 'log');
  // Of the batch of 200 rows, the log has every second one.
  expect(found).toMatchObject({ how: 'the logs, by request id', rows: 100, matched: 70 });
  expect(found.variants[0]!.digest).toBe(digest);
});

const REFUSED = [
  ['outcome', '1', 'missing: hour), or a column probability, or a column request_id and --logs'],
  ['hour', '1', 'has no column outcome or target, only hour'],
  ['hour,outcome', '1,late', 'row 1: outcome is late: expected 0 or 1'],
  ['hour,outcome', '1,', 'no row has both an outcome and an answer'],
] as const;

test('monitor refuses a file without answers or outcomes, or with other outcomes than 0 and 1, in one sentence', async () => {
  for (const [columns, line, sentence] of REFUSED) {
    writeOutcomes(columns, () => line);
    const { code, stderr } = await runCommand(program, ['small', 'outcomes.csv']);
    expect(code).toBe(1);
    expect(stderr).toContain(sentence);
  }
});

test('monitor leaves out rows that the artifact refuses, and names the first', async () => {
  writeOutcomes('hour,outcome', (k) => `${k === 7 ? 'noon' : k % 10},${isLate(k)}`);
  const found = await monitored();
  expect(found.refused).toEqual({ rows: 1, first: 'row 8: hour is "noon": expected an integer from 0 to 9' });
  expect(found.matched).toBe(119);
});
