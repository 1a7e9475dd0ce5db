import { readFile } from 'node:fs/promises';
import * as z from 'zod';
import type { MachineFigures } from './machine.ts';
import type { Second } from './timeline.ts';

/** The figures of one run. Latencies in milliseconds. */
export interface Summary {
  kind: string;
  seconds: number;
  requests: number;
  rows: number;
  /** Requests that got no answer, or one of another status than expected. */
  failed: number;
  /** Good answers that were not, to 1e-12, what the core computed. */
  wrong: number;
  /** Requests that k6 should have sent but could not, for want of a free virtual user. */
  unsent: number;
  latency: { p50: number; p90: number; p95: number; p99: number; max: number };
  /** Thresholds that did not hold. */
  broken: string[];
  /** The highest rate of any second before the first in which latency, failures or unsent requests broke a limit. */
  knee?: number;
  machine?: MachineFigures;
  timeline: Second[];
}

const metricSchema = z.object({
  values: z.record(z.string(), z.number()),
  thresholds: z.optional(z.record(z.string(), z.object({ ok: z.boolean() }))),
});
const k6Schema = z.object({
  state: z.object({ testRunDurationMs: z.number() }),
  metrics: z.record(z.string(), metricSchema),
});

/** Milliseconds that 99 in 100 requests of a second may take before it counts as beyond the knee. */
const KNEE_P99 = 500;

/** The figures of k6's own summary; `handleSummary` wrote it. */
export function parseSummary(json: unknown): Omit<Summary, 'kind' | 'timeline' | 'machine' | 'knee'> {
  const { state, metrics } = k6Schema.parse(json);
  const value = (metric: string, statistic: string) => metrics[metric]?.values[statistic] ?? 0;
  const latency = (statistic: string) => value('http_req_duration', statistic);
  return {
    seconds: state.testRunDurationMs / 1000,
    requests: value('http_reqs', 'count'),
    rows: value('rows', 'count'),
    failed: value('http_req_failed', 'passes'),
    wrong: value('wrong_answer', 'count'),
    unsent: value('dropped_iterations', 'count'),
    latency: {
      p50: latency('med'),
      p90: latency('p(90)'),
      p95: latency('p(95)'),
      p99: latency('p(99)'),
      max: latency('max'),
    },
    broken: Object.entries(metrics).flatMap(([metric, { thresholds = {} }]) =>
      Object.entries(thresholds).flatMap(([threshold, { ok }]) => (ok ? [] : [`${metric} ${threshold}`])),
    ),
  };
}

/** Reads k6's summary from a file. */
export async function readSummary(path: string): Promise<ReturnType<typeof parseSummary>> {
  return parseSummary(JSON.parse(await readFile(path, 'utf8')));
}

/** The highest rate of any second before the first one that broke a limit; undefined when none did. */
export function kneeOf(timeline: readonly Second[]): number | undefined {
  const first = timeline.findIndex(({ failed, unsent, p99 }) => failed > 0 || unsent > 0 || p99 > KNEE_P99);
  if (first < 0) return undefined;
  return Math.max(0, ...timeline.slice(0, first).map(({ requests }) => requests));
}

/** What a growing rate is there to find: too many requests to send, or to answer in time. */
const FOUND_BY_GROWING = ['dropped_iterations', 'http_req_duration'];

/** Whether thresholds broke as they should: a growing rate reached its limit, and nothing else went wrong. */
export function reachedLimit({ kind, broken }: Pick<Summary, 'kind' | 'broken'>): boolean {
  const isLimit = (threshold: string) => FOUND_BY_GROWING.some((metric) => threshold.startsWith(`${metric} `));
  return kind === 'breakpoint' && broken.length > 0 && broken.every(isLimit);
}

/** The run in one line. */
export function verdict({ requests, seconds, failed, wrong, unsent, latency, knee }: Summary): string {
  const counts = `${requests} requests in ${seconds.toFixed(1)} s: ${failed} failed, ${wrong} wrong, ${unsent} not sent`;
  const times = `p50 ${latency.p50.toFixed(2)} ms, p95 ${latency.p95.toFixed(2)} ms, p99 ${latency.p99.toFixed(2)} ms`;
  return `${counts}; ${times}${knee === undefined ? '' : `; knee at ${knee.toFixed(0)} requests per second`}`;
}
