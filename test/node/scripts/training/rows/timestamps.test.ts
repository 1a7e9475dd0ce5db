import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { openDatabase } from '../../../../../scripts/data-file/database.ts';
import { parseDefinition } from '../../../../../scripts/models/read-model.ts';
import { buildArtifact, summariseRows } from '../../../../../scripts/training/artifact/build-artifact.ts';
import { madeUpInputs } from '../../../../../scripts/training/artifact/made-up-inputs.ts';
import { runFitJob } from '../../../../../scripts/training/fit-job.ts';
import { loadRows } from '../../../../../scripts/training/rows/load-rows.ts';
import { answerInput } from '../../../../../src/core/answer-input.ts';
import { compileEncoder } from '../../../../../src/core/encode.ts';
import { PART_NAMES, partOf } from '../../../../../src/core/parts.ts';
import { compileScorer } from '../../../../../src/core/score.ts';
import { hourAt, hourText } from '../../../../../src/core/timestamp.ts';
import { compileZone } from '../../../../../src/core/zone.ts';

const ZONES = ['America/Santiago', 'Australia/Lord_Howe', 'Asia/Kathmandu', 'Europe/Berlin', 'UTC'];

test('the parts of the core are those of DuckDB, over every hour of three years, half-hour zones included', async () => {
  const connection = await openDatabase();
  for (const zone of ZONES) {
    const reader = await connection.runAndReadAll(
      `SELECT epoch(t), hour(l), isodow(l) - 1, day(l) - 1, month(l) - 1
       FROM (SELECT t, t AT TIME ZONE '${zone}' AS l
         FROM generate_series(TIMESTAMPTZ '2023-01-01', TIMESTAMPTZ '2026-01-01', INTERVAL 1 HOUR) AS s(t))`,
    );
    const [instants = [], ...parts] = reader.getColumns() as number[][];
    expect(instants.length).toBe(26_305);
    const offsetAt = compileZone(zone);
    const wrong = instants.filter((instant, r) => {
      const local = hourAt(Number(instant), offsetAt);
      return PART_NAMES.slice(0, 4).some((part, k) => partOf(part, local) !== Number(parts[k]![r]));
    });
    expect([zone, wrong]).toEqual([zone, []]);
  }
});

function definition(fields: object[], features: object[] | string) {
  const variants = { a: { features, shrinkage: 'learned' } };
  const json = { title: 'Is it late?', data: 'data.csv', classes: ['no', 'yes'], fields, variants };
  return parseDefinition(JSON.stringify(json), 'model.json');
}

function csv(text: string): string {
  const path = join(mkdtempSync(join(tmpdir(), 'timestamps-')), 'data.csv');
  writeFileSync(path, text);
  return path;
}

const left = { name: 'left', type: 'timestamp', zone: 'America/Santiago', missing: 'own' };
const hourOnly = [{ type: 'one-hot', field: 'left', part: 'hour' }];

test('an instant is read by the clocks of the zone, a time without a zone and a date as they are', async () => {
  const path = csv('at,late\n2027-02-05 21:30:00+00,1\n,0\n');
  const cellsOf = async (expression: string) => {
    const rows = await loadRows(
      definition([left], hourOnly),
      `SELECT ${expression} AS "left", late AS target FROM data`,
      path,
      1,
    );
    return [...rows.cells.get('left')!].map((cell) => (Number.isFinite(cell) ? hourText(cell) : cell));
  };
  expect(await cellsOf('"at"::TIMESTAMPTZ')).toEqual(['2027-02-05T18:00', Number.POSITIVE_INFINITY]);
  expect(await cellsOf('("at"::TIMESTAMPTZ)::TIMESTAMP')).toEqual(['2027-02-05T21:00', Number.POSITIVE_INFINITY]);
  expect(await cellsOf('("at"::TIMESTAMPTZ)::DATE')).toEqual(['2027-02-05T00:00', Number.POSITIVE_INFINITY]);
  await expect(cellsOf('"at"::VARCHAR')).rejects.toThrow(
    /column left of rows.sql is VARCHAR, but the field is of type timestamp; cast it in rows.sql: CAST\(… AS TIMESTAMP\)/,
  );
});

test('a variant of parts is trained and answers texts; missing ones too', async () => {
  // Late are those that leave from 18:00 on, in Santiago.
  const lines = Array.from({ length: 600 }, (_, k) => {
    const at = new Date(Date.UTC(2026, 0, 1) + k * 11 * 3_600_000).toISOString();
    const hour = Number(
      new Date(at).toLocaleString('en-US', { timeZone: left.zone, hour: 'numeric', hourCycle: 'h23' }),
    );
    return k % 50 === 0 ? `,${k % 100 === 0 ? 1 : 0}` : `${at},${hour >= 18 !== (k % 9 === 0) ? 1 : 0}`;
  });
  const own = definition([left], 'additive');
  const rows = await loadRows(
    own,
    'SELECT "at"::TIMESTAMPTZ AS "left", late AS target FROM data',
    csv(`at,late\n${lines.join('\n')}\n`),
    1,
  );
  const job = { model: 'm', name: 'a', variant: own.variants.a!, rows, seed: 1 };
  const fitted = runFitJob(job).fitted!;
  const { inputs } = madeUpInputs(rows);
  const about = { model: 'm', variant: 'a', query: '' };
  const artifact = buildArtifact(about, own, summariseRows(rows), { fitted, evaluation: [], inputs });
  const encoder = compileEncoder(artifact.fields);
  const scorer = compileScorer(artifact);
  const probability = (value: string | null) => answerInput(encoder, scorer, { left: value }).probability;
  expect(probability('2027-03-01T20:10')).toBeGreaterThan(0.7);
  expect(probability('2027-03-01T23:10:00Z')).toBe(probability('2027-03-01T20:10'));
  expect(probability('2027-03-01T09:00')).toBeLessThan(0.3);
  expect(probability(null)).toBeGreaterThan(0.3);
  for (const { left } of inputs) expect(left).toMatch(/^2026-\d\d-\d\dT\d\d:00$/);
});
