import { expect, test } from 'vitest';
import { asTensors } from '../../../../scripts/bench/inputs.ts';
import { type Measurement, summarise } from '../../../../scripts/bench/rounds.ts';
import { handWritten } from '../../../../scripts/bench/tables.ts';
import { goldenInputs } from '../../../../scripts/load/cases.ts';
import { shares } from '../../../../scripts/load/cpu.ts';
import { readArtifact } from '../../../../scripts/models/artifacts.ts';
import { compileEncoder, encodeRow } from '../../../../src/core/encode.ts';
import { compileScorer, logit } from '../../../../src/core/score.ts';

const quiet = { p50: 1, p99: 2, errors: 0, steal: 0, others: 0 };

test('summarise() takes medians over clean slices, and ratios only if both slices of a round are clean', () => {
  const slice = (server: string, round: number, rate: number, more: Partial<Measurement> = {}): Measurement => {
    return { ...quiet, server, round, rate, cpu: 1e6 / rate, ...more };
  };
  const measurements = [
    slice('limit', 1, 1000),
    slice('ours', 1, 900),
    slice('limit', 2, 2000),
    slice('ours', 2, 400, { steal: 0.06 }),
    slice('limit', 3, 100, { others: 0.06 }),
    slice('ours', 3, 700),
  ];
  const [limit, ours] = summarise(measurements, 'limit');
  expect(limit).toMatchObject({ rounds: 3, clean: 2, rate: 1500, ratio: 1, cpuOver: 0 });
  expect(ours).toMatchObject({ rounds: 3, clean: 2, rate: 800, ratio: 0.9, errors: 0 });
  expect(ours!.cpuOver).toBeCloseTo(1e6 / 900 - 1e6 / 1000);
});

test('summarise() uses all slices of a server without a clean one', () => {
  const noisy = [1, 2, 3].map((round) => ({ ...quiet, server: 'a', round, rate: round, cpu: round, steal: 1 }));
  expect(summarise(noisy, 'limit')).toMatchObject([{ clean: 0, rate: 2, cpu: 2, ratio: null, cpuOver: null }]);
});

test('shares() are shares of the whole machine, and own work does not count as that of others', () => {
  const before = { total: 100, busy: 10, steal: 1 };
  expect(shares(before, { total: 120, busy: 20, steal: 2 }, 8)).toEqual({ steal: 0.05, others: 0.1 });
  expect(shares(before, before, 0)).toEqual({ steal: 0, others: 0 });
});

test('handWritten() tables add up to the logit of the core', () => {
  const artifact = readArtifact('models/delay/one-hot.json');
  const { intercept, tables } = handWritten(artifact);
  const maps = tables.map(([field, entries]) => [field, new Map(entries)] as const);
  const cells = new Float64Array(artifact.fields.length);
  const [encoder, scorer] = [compileEncoder(artifact.fields), compileScorer(artifact)];
  for (const input of goldenInputs('delay')) {
    encodeRow(encoder, input, cells);
    const sum = maps.reduce((sum, [field, table]) => sum + table.get(input[field]!)!, intercept);
    expect(sum).toBeCloseTo(logit(scorer, cells), 12);
  }
});

test('asTensors() turns the rows of a body into a request of the open protocol, with one tensor per column', () => {
  const column = (name: string, datatype: string, data: unknown[]) =>
    expect.objectContaining({ name, datatype, data, shape: [data.length, 1] });
  const body = JSON.stringify({
    instances: [
      { 'MES-I': 1, OPERA: 'A' },
      { 'MES-I': 2, OPERA: 'B' },
    ],
  });
  expect(JSON.parse(asTensors(body)).inputs).toEqual([
    column('MES-I', 'INT64', [1, 2]),
    column('OPERA', 'BYTES', ['A', 'B']),
  ]);
  expect(JSON.parse(asTensors('{"MES-I":3}')).inputs).toEqual([column('MES-I', 'INT64', [3])]);
});
