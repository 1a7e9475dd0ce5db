import { spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  existsSync,
  linkSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { expect, onTestFinished, test } from 'vitest';
import { literal, openDatabase, select } from '../../../scripts/data-file/database.ts';
import { program } from '../../../scripts/predict.ts';
import { runCommand } from '../run-command.ts';

/** A flight of the documentation, and its answer by delay/forecast. */
const FLIGHT = ['3', '2', '9', 'Grupo LATAM', 'N', 'La Serena', 'Viernes'];
const NAMES = ['DIA-I', 'MES-I', 'HORA-I', 'OPERA', 'TIPOVUELO', 'SIGLADES', 'DIANOM'];
const ANSWER = 0.18075163206919365;

/** A folder with files, until the test ends; returns the path of a name in it. */
function folderOf(files: Record<string, string | Uint8Array> = {}) {
  const folder = mkdtempSync(join(tmpdir(), 'predict-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  for (const [name, contents] of Object.entries(files)) writeFileSync(join(folder, name), contents);
  return { path: (name = '') => join(folder, name), names: () => readdirSync(folder).sort() };
}

function csv(...rows: readonly (readonly string[])[]): string {
  return [NAMES, ...rows].map((row) => `${row.join(',')}\n`).join('');
}

function changed(changes: Partial<Record<string, string>>): string[] {
  return NAMES.map((name, k) => changes[name] ?? FLIGHT[k]!);
}

const predict = (...args: string[]) => runCommand(program, ['delay', ...args]);

/** The rows of a file that predict has written. */
async function rowsOf(path: string, format: 'csv' | 'json' | 'parquet') {
  const connection = await openDatabase();
  onTestFinished(() => connection.closeSync());
  const options = format === 'csv' ? ', all_varchar = true' : '';
  return select(connection, `SELECT * FROM read_${format}(${literal(path)}${options})`);
}

test('a CSV gets a column of answers, named after the positive class; its other columns and its texts stay', async () => {
  const { path } = folderOf({ 'in.csv': `id,${NAMES.join(',')},note\n007,${FLIGHT.join(',')},"a, ""b"""\n` });
  const { code, stdout, stderr } = await predict(path('in.csv'), path('out.csv'));
  expect([code, stderr]).toEqual([0, '']);
  expect(stdout).toMatch(/^\S+out\.csv: 1 row, answered by delay\/forecast in [\d.]+ s, [\d,]+ a second\n$/);
  const [heading, row] = readFileSync(path('out.csv'), 'utf8').trim().split('\n');
  expect(heading).toBe(`id,${NAMES.join(',')},note,late`);
  expect(row).toMatch(/^007,3,2,9,Grupo LATAM,N,La Serena,Viernes,"a, ""b""",0\.18075163206919\d+$/);
});

test.each(['csv', 'tsv', 'csv.gz', 'json', 'ndjson', 'json.gz', 'parquet'])(
  'rows of a CSV and their answers are written as .%s, and read again',
  async (format) => {
    const { path } = folderOf({ 'in.csv': csv(FLIGHT, changed({ 'HORA-I': '20' })) });
    expect((await predict(path('in.csv'), path(`a.${format}`))).code).toBe(0);
    expect((await predict(path(`a.${format}`), path('b.parquet'))).code).toBe(0);
    const rows = await rowsOf(path('b.parquet'), 'parquet');
    expect(rows.map((row) => Object.keys(row))).toEqual([
      [...NAMES, 'late', 'late_1'],
      [...NAMES, 'late', 'late_1'],
    ]);
    expect(rows.map((row) => row.OPERA)).toEqual(['Grupo LATAM', 'Grupo LATAM']);
    for (const { late, late_1 } of rows) expect(Number(late)).toBe(late_1);
    expect(Number(rows[0]!.late)).toBeCloseTo(ANSWER, 14);
  },
);

test('a refused row goes to OUTPUT.refused with its reasons, in the same format, and the exit code is 2', async () => {
  const bad = changed({ 'DIA-I': 'abc', OPERA: 'Grupo LATM' });
  const { path, names } = folderOf({ 'in.csv': csv(FLIGHT, bad, changed({ 'MES-I': '' })) });
  const { code, stdout } = await predict(path('in.csv'), path('out.json'));
  expect(code).toBe(2);
  expect(stdout).toContain(`${path('out.json')}.refused: 2 rows, refused, with the reasons`);
  expect(names()).toEqual(['in.csv', 'out.json', 'out.json.refused']);
  expect(JSON.parse(readFileSync(path('out.json'), 'utf8'))).toMatchObject([
    { 'DIA-I': '3', late: expect.any(Number) },
  ]);
  const refused = JSON.parse(readFileSync(path('out.json.refused'), 'utf8'));
  expect(refused.map((row: object) => Object.keys(row))).toEqual([
    [...NAMES, 'problem'],
    [...NAMES, 'problem'],
  ]);
  expect(refused[0].problem).toMatch(
    /^DIA-I is "abc": expected an integer from 1 to 31; OPERA is "Grupo LATM", .*nearest: "Grupo LATAM"/,
  );
  expect(refused[1].problem).toBe('MES-I is missing: expected an integer from 1 to 12');
});

test('without refused rows, OUTPUT.refused of an earlier run is removed', async () => {
  const { path, names } = folderOf({ 'in.csv': csv(FLIGHT), 'out.csv': 'old', 'out.csv.refused': 'old' });
  expect((await predict(path('in.csv'), path('out.csv'))).code).toBe(0);
  expect(names()).toEqual(['in.csv', 'out.csv']);
  expect(readFileSync(path('out.csv'), 'utf8')).toContain('late');
});

test('rows keep their order among chunks, whether SQL or the core answers or refuses them', async () => {
  const rows = Array.from({ length: 5000 }, (_, k) => {
    if (k % 7 === 3) return changed({ OPERA: 'GRUPO latam' });
    return k % 11 === 5 ? changed({ OPERA: 'nobody' }) : changed({ OPERA: k % 2 ? 'Sky Airline' : 'Grupo LATAM' });
  });
  const lines = rows.map((row, k) => `${k},${row.join(',')}\n`);
  const { path } = folderOf({ 'in.csv': `n,${NAMES.join(',')}\n${lines.join('')}` });
  expect((await predict(path('in.csv'), path('out.csv'))).code).toBe(2);
  const order = (name: string) =>
    readFileSync(path(name), 'utf8')
      .trim()
      .split('\n')
      .slice(1)
      .map((line) => Number(line.split(',')[0]));
  const isRefused = (k: number) => rows[k]![3] === 'nobody';
  expect(order('out.csv')).toEqual(rows.flatMap((_, k) => (isRefused(k) ? [] : [k])));
  expect(order('out.csv.refused')).toEqual(rows.flatMap((_, k) => (isRefused(k) ? [k] : [])));
});

test('--interval and --explain add columns, as the API answers; --level is that of the interval', async () => {
  const { path } = folderOf({ 'in.csv': csv(FLIGHT) });
  await predict(path('in.csv'), path('out.parquet'), '--interval', '--explain');
  const [row] = await rowsOf(path('out.parquet'), 'parquet');
  expect(Object.keys(row!).slice(NAMES.length)).toEqual(['late', 'late low', 'late high', 'explanation']);
  expect(row!.late).toBe(ANSWER);
  expect([row!['late low'], row!['late high']]).toEqual([0.12625992135641206, 0.2519787700931037]);
  expect(JSON.parse(String(row!.explanation)).contributions[0]).toMatchObject({ fields: ['HORA-I', 'OPERA'] });
  await predict(path('in.csv'), path('wide.parquet'), '--interval', '--level', '0.99');
  const [wide] = await rowsOf(path('wide.parquet'), 'parquet');
  expect(Number(wide!['late high'])).toBeGreaterThan(0.26);
});

test('several files are answered one after the other, by the names of their columns', async () => {
  const turned = [...NAMES].reverse();
  const { path } = folderOf({
    'a.csv.gz': gzipSync(csv(FLIGHT)),
    'b[1].json': JSON.stringify([
      Object.fromEntries(turned.map((name) => [name, changed({ OPERA: 'Sky Airline' })[NAMES.indexOf(name)]])),
    ]),
  });
  expect((await predict(path('a.csv.gz'), path('b[1].json'), path('out.csv.gz'))).code).toBe(0);
  const lines = gunzipSync(readFileSync(path('out.csv.gz')))
    .toString()
    .trim()
    .split('\n');
  expect(lines.map((line) => line.split(',')[3])).toEqual(['OPERA', 'Grupo LATAM', 'Sky Airline']);
});

test('typed columns of Parquet are read: integers, decimals and enumerations', async () => {
  const { path } = folderOf();
  const connection = await openDatabase();
  onTestFinished(() => connection.closeSync());
  await connection.run(
    `COPY (SELECT 3::TINYINT AS "DIA-I", 2.0::DECIMAL(9, 1) AS "MES-I", 9::DOUBLE AS "HORA-I", 'Grupo LATAM' AS "OPERA",
     'N'::ENUM ('I', 'N') AS "TIPOVUELO", 'La Serena' AS "SIGLADES", 'Viernes' AS "DIANOM", [1, 2] AS more)
     TO ${literal(path('in.parquet'))}`,
  );
  expect((await predict(path('in.parquet'), path('out.json'))).code).toBe(0);
  const [row] = JSON.parse(readFileSync(path('out.json'), 'utf8'));
  expect(row).toMatchObject({ 'MES-I': 2, more: [1, 2] });
  expect(row.late).toBeCloseTo(ANSWER, 14);
});

test.each<[string, Record<string, string>, string[], RegExp]>([
  ['no file', {}, [], /name a data file, and then the file to write/],
  ['no output', { 'in.csv': csv(FLIGHT) }, ['in.csv'], /name a data file, and then the file to write/],
  ['a file that is not there', {}, ['in.csv', 'out.csv'], /there is no data file at \S+in\.csv/],
  [
    'an output of no format',
    { 'in.csv': csv(FLIGHT) },
    ['in.csv', 'out.xlsx'],
    /out\.xlsx says no format: expected \.csv/,
  ],
  [
    'a compressed Parquet file',
    { 'in.csv': csv(FLIGHT) },
    ['in.csv', 'o.parquet.gz'],
    /a Parquet file is compressed inside/,
  ],
  ['the input as output', { 'in.csv': csv(FLIGHT) }, ['in.csv', 'in.csv'], /in\.csv would be replaced by \S+in\.csv/],
  [
    'a column that is missing',
    { 'in.csv': 'OPERA\nx\n' },
    ['in.csv', 'out.csv'],
    /has no column DIA-I, MES-I, .*; it has OPERA/,
  ],
  [
    'a row that is too long',
    { 'in.csv': `${csv(FLIGHT)}1,2,3,4,5,6,7,8\n` },
    ['in.csv', 'out.csv'],
    /line 3 has more values than/,
  ],
  [
    'other columns in the second file',
    { 'a.csv': csv(FLIGHT), 'b.csv': 'x\n1\n' },
    ['a.csv', 'b.csv', 'o.csv'],
    /b\.csv has a column x, which/,
  ],
  [
    'numbers as true and false',
    { 'in.json': '{"DIA-I":true,"MES-I":2,"HORA-I":9,"OPERA":"","TIPOVUELO":"","SIGLADES":"","DIANOM":""}' },
    ['in.json', 'o.csv'],
    /the column DIA-I is BOOLEAN: expected numbers/,
  ],
])('%s is an error of one sentence, and leaves nothing', async (_, files, args, message) => {
  const { path, names } = folderOf(files);
  const before = names();
  const { code, stdout, stderr } = await predict(...args.map((name) => path(name)));
  expect([code, stdout]).toEqual([1, '']);
  expect(stderr).toMatch(message);
  expect(stderr.trim().split('\n')).toHaveLength(1);
  expect(names()).toEqual(before);
});

test('an output that is a hard link to the input is refused', async () => {
  const { path } = folderOf({ 'in.csv': csv(FLIGHT) });
  linkSync(path('in.csv'), path('link.csv'));
  expect((await predict(path('in.csv'), path('link.csv'))).stderr).toContain('name another output');
});

test('a failed run keeps the earlier output, and removes the folder that it made', async () => {
  const { path, names } = folderOf({ 'in.csv': `${csv(FLIGHT)}1,2\n`, 'out.csv': 'old' });
  expect((await predict(path('in.csv'), path('out.csv'))).code).toBe(1);
  expect((await predict(path('in.csv'), join(path('deep'), 'er', 'out.csv'))).code).toBe(1);
  expect(names()).toEqual(['in.csv', 'out.csv']);
  expect(readFileSync(path('out.csv'), 'utf8')).toBe('old');
});

test('an output that cannot be written is an error that names it', async () => {
  const { path } = folderOf({ 'in.csv': csv(FLIGHT) });
  mkdirSync(path('out.csv'));
  const { code, stderr } = await predict(path('in.csv'), path('out.csv'));
  expect(code).toBe(1);
  expect(stderr).toContain('out.csv');
  expect(readdirSync(path()).sort()).toEqual(['in.csv', 'out.csv']);
});

test('Ctrl-C leaves nothing, and ends with exit code 130', async () => {
  const { path, names } = folderOf({
    'in.csv':
      csv() +
      csv(changed({ OPERA: 'nobody' }))
        .split('\n')[1]!
        .concat('\n')
        .repeat(400_000),
  });
  const child = spawn(process.execPath, ['scripts/predict.ts', 'delay', path('in.csv'), path('out.csv')], {
    stdio: 'ignore',
  });
  while (names().length === 1 && child.exitCode === null) await new Promise((resolve) => setTimeout(resolve, 5));
  child.kill('SIGINT');
  const [code] = await once(child, 'exit');
  expect(code).toBe(130);
  expect(names()).toEqual(['in.csv']);
}, 60_000);

test('--stdin answers each line by a line, as the API does, before the next chunk is read', async () => {
  const row = {
    'DIA-I': 3,
    'MES-I': 2,
    'HORA-I': 9,
    OPERA: 'grupo latam',
    TIPOVUELO: 'N',
    SIGLADES: 'LaSerena',
    DIANOM: 'Viernes',
  };
  const stdin = [JSON.stringify(row), '{"DIA-I":"x"}', '', '[1]', 'not JSON'].join('\n');
  const { code, stdout } = await runCommand(program, ['delay', '--stdin', 'ndjson', '--interval'], {}, stdin);
  expect(code).toBe(0);
  const answers = stdout
    .split('\n')
    .slice(0, -1)
    .map((line) => JSON.parse(line));
  expect(answers).toMatchObject([
    { prediction: [0.8192483679308065, ANSWER], interval: [0.12625992135641206, 0.2519787700931037] },
    {
      type: '/problems/invalid-input',
      status: 422,
      errors: expect.arrayContaining([expect.objectContaining({ pointer: '/OPERA' })]),
    },
    { type: '/problems/malformed-body', status: 400 },
    { status: 422, errors: [{ pointer: '', detail: 'expected a JSON object with a member per field' }] },
    { status: 400 },
  ]);
});

test('--stdin answers what a program has sent while that waits', async () => {
  const child = spawn(process.execPath, ['scripts/predict.ts', 'delay', '--stdin', 'ndjson']);
  onTestFinished(() => void child.kill());
  child.stdin.write('{}\n');
  const [first] = await once(child.stdout, 'data');
  expect(JSON.parse(String(first)).status).toBe(422);
  child.stdin.end('{}');
  expect((await once(child, 'close'))[0]).toBe(0);
});

test('--stdin takes no file, and --level no number outside 0.5 to 0.99', async () => {
  expect((await predict('a.csv', '--stdin', 'ndjson')).stderr).toBe('error: --stdin reads no file: leave out a.csv\n');
  expect((await predict('a.csv', 'b.csv', '--level', '2')).stderr).toContain('expected a number from 0.5 to 0.99');
  expect(existsSync('b.csv')).toBe(false);
});

test('--interval of a variant without draws is an error that says so', async () => {
  const { path } = folderOf({ 'in.csv': csv(FLIGHT) });
  const { code, stderr } = await predict(path('in.csv'), path('out.csv'), '--interval', '--variant', 'cyclic');
  expect([code, stderr]).toEqual([
    1,
    'error: delay/cyclic has no intervals: train it with learned shrinkage, or leave out --interval\n',
  ]);
});

test('--json prints how many rows there were', async () => {
  const { path } = folderOf({ 'in.csv': csv(FLIGHT, changed({ OPERA: 'x' })) });
  const { stdout } = await predict(path('in.csv'), path('out.csv'), '--json');
  expect(JSON.parse(stdout)).toMatchObject({
    variant: 'delay/forecast',
    answered: 1,
    refused: 1,
    refusedFile: `${path('out.csv')}.refused`,
  });
});
