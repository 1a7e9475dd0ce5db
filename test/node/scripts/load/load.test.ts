import { expect, onTestFinished, test, vi } from 'vitest';
import { runOptions } from '../../../../loadtest/options.ts';
import { drawCases, goldenInputs } from '../../../../scripts/load/cases.ts';
import { ticks } from '../../../../scripts/load/chart.ts';
import { renderReport } from '../../../../scripts/load/report.ts';
import { kneeOf, parseSummary, reachedLimit, type Summary } from '../../../../scripts/load/summary.ts';
import { target } from '../../../../scripts/load/target.ts';
import { parseTimeline } from '../../../../scripts/load/timeline.ts';
import { program } from '../../../../scripts/load.ts';
import { randomSource } from '../../../../scripts/maths/random.ts';
import { readArtifacts } from '../../../../scripts/models/artifact-files.ts';
import { runCommand } from '../../run-command.ts';

const event = (name: string, data: unknown) => JSON.stringify({ event: name, data });

test('parseTimeline() finds the figures of a second by the alphabetical order of the metrics announced so far', () => {
  const text = [
    event('param', { aggregates: { trend: ['avg', 'max', 'med', 'min', 'p(90)', 'p(95)', 'p(99)'] } }),
    event('metric', { http_reqs: {}, http_req_duration: {} }),
    event('snapshot', [
      [1, 9, 2, 0, 3, 4, 5],
      [100, 100],
    ]),
    event('metric', { http_req_failed: {}, dropped_iterations: {} }),
    event('snapshot', [[7, 7], [1, 9, 3, 0, 4, 5, 6], [0.05], [200, 200]]),
    '',
  ].join('\n');
  expect(parseTimeline(text)).toEqual([
    { second: 1, requests: 100, failed: 0, unsent: 0, p50: 2, p95: 4, p99: 5 },
    { second: 2, requests: 200, failed: 10, unsent: 7, p50: 3, p95: 5, p99: 6 },
  ]);
});

test('parseSummary() counts failed, wrong and unsent requests, and names the thresholds that broke', () => {
  const json = {
    state: { testRunDurationMs: 2000 },
    metrics: {
      http_reqs: { values: { count: 10 } },
      wrong_status: { values: { rate: 0.2, passes: 2 }, thresholds: { 'rate==0': { ok: false } } },
      retried_connections: { values: { count: 1 } },
      http_req_duration: { values: { med: 1, max: 9 }, thresholds: { 'med<20': { ok: true } } },
      wrong_answer: { values: { count: 3 } },
    },
  };
  expect(parseSummary(json)).toEqual({
    seconds: 2,
    requests: 10,
    rows: 0,
    failed: 2,
    retried: 1,
    wrong: 3,
    unsent: 0,
    latency: { p50: 1, p90: 0, p95: 0, p99: 0, max: 9 },
    broken: ['wrong_status rate==0'],
  });
});

test('thresholds allow no failure on this machine, and fewer than one in a thousand across a network', () => {
  onTestFinished(() => void vi.unstubAllGlobals());
  const thresholds = (PROFILE: string) => {
    vi.stubGlobal('__ENV', { PROFILE });
    return runOptions('stress', { executor: 'shared-iterations' }, { measured: 0.4, p99: 500 }).thresholds;
  };
  const shared = { wrong_answer: ['count==0'], dropped_iterations: ['count==0'] };
  expect(thresholds('local')).toEqual({
    ...shared,
    wrong_status: ['rate==0'],
    http_req_duration: ['med<2.00', 'p(99)<500'],
  });
  expect(thresholds('network')).toEqual({ ...shared, wrong_status: ['rate<0.001'] });
});

test('kneeOf() is the highest rate before a second with failures, unsent requests or slow answers', () => {
  const second = { second: 1, requests: 0, failed: 0, unsent: 0, p50: 1, p95: 1, p99: 1 };
  const calm = [100, 300, 200].map((requests) => ({ ...second, requests }));
  expect(kneeOf(calm)).toBeUndefined();
  expect(kneeOf([...calm, { ...second, requests: 400, unsent: 1 }])).toBe(300);
  expect(kneeOf([...calm, { ...second, requests: 400, p99: 501 }])).toBe(300);
});

test('reachedLimit() allows slow answers and unsent requests in a breakpoint run, and nothing else', () => {
  const limits = ['dropped_iterations rate<10', 'http_req_duration p(99)<500'];
  expect(reachedLimit({ kind: 'breakpoint', broken: limits })).toBe(true);
  for (const metric of ['wrong_status rate==0', 'wrong_answer count==0']) {
    expect(reachedLimit({ kind: 'breakpoint', broken: [...limits, metric] }), metric).toBe(false);
  }
  expect(reachedLimit({ kind: 'breakpoint', broken: [] })).toBe(false);
  expect(reachedLimit({ kind: 'stress', broken: limits })).toBe(false);
});

test('drawCases() draws the same cases from the same seed: answers of every variant that may answer, and invalid requests', () => {
  const artifacts = readArtifacts('models').map(({ artifact }) => artifact);
  const names = [...new Set(artifacts.map(({ model }) => model))];
  const models = names.map((model) => ({
    model,
    inputs: goldenInputs(model),
    artifacts: artifacts.filter((artifact) => artifact.model === model),
  }));
  const cases = drawCases(models, randomSource(1));
  expect(drawCases(models, randomSource(1))).toEqual(cases);
  expect(new Set(cases.single.map(({ path }) => path))).toEqual(new Set(names.map((name) => `/inference/${name}`)));
  for (const { expected, path } of [...cases.single, ...cases.batch]) {
    const [, , model] = path.split('/');
    const variants = artifacts.filter((artifact) => artifact.model === model).map(({ variant }) => variant);
    expect(Object.keys(expected!)).toEqual(variants);
    for (const p of Object.values(expected!).flat()) expect(p > 0 && p < 1).toBe(true);
  }
  expect(new Set(cases.bad.map(({ status }) => status))).toEqual(new Set([400, 401, 404, 405, 415, 422]));
});

test('target() refuses an address that is not this machine unless the caller owns it', () => {
  const options = { key: 'k' };
  expect(target({})).toBeUndefined();
  expect(target({ ...options, url: 'http://127.0.0.1:8787/x' })).toMatchObject({ url: 'http://127.0.0.1:8787' });
  expect(target({ ...options, url: 'https://example.org', iOwnThisTarget: true })?.url).toBe('https://example.org');
  expect(() => target({ ...options, url: 'https://example.org' })).toThrow(
    /^example\.org is not this machine: add --i/,
  );
  expect(() => target({ url: 'http://localhost' })).toThrow('--url needs --key');
  expect(() => target({ cloud: true })).toThrow('--cloud needs --url and --key');
});

test('ticks() are round and reach the maximum', () => {
  expect(ticks(100)).toEqual([0, 25, 50, 75, 100]);
  expect(ticks(1112)).toEqual([0, 500, 1000, 1500]);
  expect(ticks(0)).toEqual([0, 1]);
});

test('renderReport() says in words whether the run was sound, and escapes foreign text', () => {
  const run: Summary = {
    kind: 'stress',
    checkEvery: 1,
    seconds: 45,
    requests: 50_040,
    rows: 50_000,
    failed: 0,
    retried: 0,
    wrong: 0,
    unsent: 0,
    latency: { p50: 1, p90: 2, p95: 3, p99: 4, max: 5 },
    broken: [],
    timeline: [{ second: 1, requests: 1112, failed: 0, unsent: 0, p50: 1, p95: 3, p99: 4 }],
  };
  expect(renderReport(run)).toContain(
    'All 50,040 requests got the expected answer, with every probability correct to twelve decimals.',
  );
  const failed = renderReport({ ...run, failed: 1, broken: ['http_req_duration med<20'] });
  expect(failed).toContain(
    'Of 50,040 requests, 1 failed and 0 got a wrong answer. It failed at: http_req_duration med&lt;20.',
  );
  const slow = ['http_req_duration p(99)<500'];
  expect(renderReport({ ...run, kind: 'breakpoint', broken: slow })).toContain('It ended at:');
  expect(renderReport({ ...run, kind: 'breakpoint', broken: [...slow, 'wrong_answer count==0'] })).toContain(
    'It failed at:',
  );
});

test('load without k6 says how to install it; an unknown kind of load lists the kinds', async () => {
  const { code, stderr } = await runCommand(program, ['smoke'], { PATH: '', K6: '' });
  expect(code).toBe(1);
  expect(stderr).toMatch(
    /^error: k6 is not installed\. Any of these installs it:\n {2}go install go\.k6\.io\/k6@v1\.8\.1/,
  );
  expect((await runCommand(program, ['stres'])).stderr).toContain(
    'Allowed choices are smoke, stress, spike, soak, breakpoint, batch.',
  );
});
