import * as z from 'zod';

/** What happened in one second of a run. Latencies in milliseconds. */
export interface Second {
  /** Seconds since the run began. */
  second: number;
  requests: number;
  failed: number;
  unsent: number;
  p50: number;
  p95: number;
  p99: number;
}

const eventSchema = z.discriminatedUnion('event', [
  z.object({
    event: z.literal('param'),
    data: z.object({ aggregates: z.object({ trend: z.array(z.string()) }) }),
  }),
  z.object({ event: z.literal('metric'), data: z.record(z.string(), z.unknown()) }),
  z.object({ event: z.literal('snapshot'), data: z.array(z.array(z.number())) }),
  z.object({ event: z.enum(['start', 'cumulative', 'stop', 'config', 'threshold']) }),
]);

/**
 * Parses what the web dashboard of k6 recorded: one JSON event per line. A snapshot holds a list of figures per metric,
 * in the alphabetical order of all metrics announced so far.
 */
export function parseTimeline(text: string): Second[] {
  const metrics = new Set<string>();
  const seconds: Second[] = [];
  let statistics: string[] = [];
  for (const line of text.split('\n').filter(Boolean)) {
    const parsed = eventSchema.parse(JSON.parse(line));
    if (parsed.event === 'param') statistics = parsed.data.aggregates.trend;
    if (parsed.event === 'metric') for (const metric of Object.keys(parsed.data)) metrics.add(metric);
    if (parsed.event !== 'snapshot') continue;
    const names = [...metrics].sort();
    const figures = (metric: string) => parsed.data[names.indexOf(metric)] ?? [];
    const latency = (statistic: string) => figures('http_req_duration')[statistics.indexOf(statistic)] ?? 0;
    const requests = figures('http_reqs')[0] ?? 0;
    seconds.push({
      second: seconds.length + 1,
      requests,
      failed: Math.round((figures('http_req_failed')[0] ?? 0) * requests),
      unsent: figures('dropped_iterations')[0] ?? 0,
      p50: latency('med'),
      p95: latency('p(95)'),
      p99: latency('p(99)'),
    });
  }
  return seconds;
}
