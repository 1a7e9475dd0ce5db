import { AggregatorRegistry, Counter, collectDefaultMetrics, Histogram } from 'prom-client';

/** The metrics of the service, next to those of Node by prom-client: name, help and labels. */
export const METRICS = {
  requests: [
    'edge_logit_requests_total',
    'Requests by route, model, variant and status',
    ['route', 'model', 'variant', 'status'],
  ],
  rows: ['edge_logit_rows_total', 'Rows answered', ['model', 'variant']],
  refused: ['edge_logit_keys_refused_total', 'Requests without a valid key (401)', []],
  keyReads: ['edge_logit_key_reads_total', 'Reads of the key store', []],
  seconds: ['edge_logit_request_seconds', 'Time from the head of a request to its answer', []],
} as const;

/** Upper bounds in seconds: a row takes well below a millisecond. */
const BUCKETS = [0.0001, 0.00025, 0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 1, 5];

interface RequestLine {
  event?: string;
  route?: string;
  model?: string;
  variant?: string;
  status: number;
  rows?: number;
}

/**
 * Measures this process from now on.
 * @param keys the key store, whose reads are counted
 * @returns what to call for each line of the log and after each answer
 */
export function observe(keys: { get: (name: string) => Promise<unknown> }) {
  // Answers the first process, which adds up the metrics of all.
  new AggregatorRegistry();
  collectDefaultMetrics();
  const requests = counter('requests');
  const rows = counter('rows');
  const refused = counter('refused');
  const keyReads = counter('keyReads');
  const [name, help] = METRICS.seconds;
  const seconds = new Histogram({ name, help, buckets: BUCKETS });
  const read = keys.get;
  keys.get = (name) => {
    keyReads.inc();
    return read(name);
  };

  return {
    onAnswer: (taken: number) => seconds.observe(taken),
    onLine(line: string) {
      const { event, route = '', model = '', variant = '', status, rows: count } = JSON.parse(line) as RequestLine;
      if (event !== 'request') return;
      requests.inc({ route, model, variant, status });
      if (status === 401) refused.inc();
      if (count !== undefined && status < 400) rows.inc({ model, variant }, count);
    },
  };
}

function counter(key: Exclude<keyof typeof METRICS, 'seconds'>): Counter {
  const [name, help, labels] = METRICS[key];
  return new Counter({ name, help, labelNames: [...labels] });
}
