import * as z from 'zod';
import type { MachineFigures } from './machine.ts';
import type { Second } from './timeline.ts';

/** The figures of one run. Latencies in milliseconds. */
export interface Summary {
  kind: string;
  /** Every which good answer was compared with the core's. */
  checkEvery: number;
  seconds: number;
  requests: number;
  rows: number;
  /** Requests without an answer, or with another status than expected. */
  failed: number;
  /** Requests that were sent again because their connection broke: only across a network. */
  retried: number;
  /** Answers with status 200 that differ from what the core computed by more than 1e-12. */
  wrong: number;
  /** Requests that k6 could not send because no virtual user was free. */
  unsent: number;
  latency: { p50: number; p90: number; p95: number; p99: number; max: number };
  /** Thresholds that did not hold. */
  broken: string[];
  /** The highest rate of any second before latency, failures or unsent requests first broke a limit. */
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

/** A second is beyond the knee if its 99th percentile of latency is above this many milliseconds. */
const KNEE_P99 = 500;

/** The figures of the summary of k6, which `handleSummary` wrote. */
export function parseSummary(json: unknown): Omit<Summary, 'kind' | 'checkEvery' | 'timeline' | 'machine' | 'knee'> {
  const { state, metrics } = k6Schema.parse(json);
  const value = (metric: string, statistic: string) => metrics[metric]?.values[statistic] ?? 0;
  const latency = (statistic: string) => value('http_req_duration', statistic);
  return {
    seconds: state.testRunDurationMs / 1000,
    requests: value('http_reqs', 'count'),
    rows: value('rows', 'count'),
    failed: value('wrong_status', 'passes'),
    retried: value('retried_connections', 'count'),
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

/** The highest rate of any second before the first one that broke a limit; undefined if none did. */
export function kneeOf(timeline: readonly Second[]): number | undefined {
  const first = timeline.findIndex(({ failed, unsent, p99 }) => failed > 0 || unsent > 0 || p99 > KNEE_P99);
  if (first < 0) return undefined;
  return Math.max(0, ...timeline.slice(0, first).map(({ requests }) => requests));
}

/** Metrics that a growing rate is meant to break: requests that could not be sent, or not answered in time. */
const MEANT_TO_BREAK = ['dropped_iterations', 'http_req_duration'];

/** Whether only the expected thresholds broke: a growing rate reached its limit, and nothing else went wrong. */
export function reachedLimit({ kind, broken }: Pick<Summary, 'kind' | 'broken'>): boolean {
  const isLimit = (threshold: string) => MEANT_TO_BREAK.some((metric) => threshold.startsWith(`${metric} `));
  return kind === 'breakpoint' && broken.length > 0 && broken.every(isLimit);
}

/** The run in one line. */
export function verdict({ requests, seconds, failed, retried, wrong, unsent, latency, knee }: Summary): string {
  const again = retried > 0 ? `, ${retried} sent again` : '';
  const counts = `${requests} requests in ${seconds.toFixed(1)} s: ${failed} failed, ${wrong} wrong, ${unsent} not sent${again}`;
  const times = `p50 ${latency.p50.toFixed(2)} ms, p95 ${latency.p95.toFixed(2)} ms, p99 ${latency.p99.toFixed(2)} ms`;
  return `${counts}; ${times}${knee === undefined ? '' : `; knee at ${knee.toFixed(0)} requests per second`}`;
}
