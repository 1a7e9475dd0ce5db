import { AggregatorRegistry, Counter, collectDefaultMetrics, Histogram } from 'prom-client';
import { BLOBS, DOUBLES, TENTH_COLUMNS } from '../../src/core/contract/point-columns.ts';

const MODEL = ['model', 'variant'];

/** The metrics of the service, next to those of Node by prom-client: name, help and labels. */
export const METRICS = {
  requests: [
    'edge_logit_requests_total',
    'Requests by route, model, variant and status',
    ['route', 'model', 'variant', 'status'],
  ],
  refused: ['edge_logit_keys_refused_total', 'Requests without a valid key (401)', []],
  answers: ['edge_logit_answers_total', 'Answers by tenth of their probability', [...MODEL, 'from']],
  seconds: ['edge_logit_request_seconds', 'Time from the head of a request to its answer', []],
  rows: ['edge_logit_rows_total', 'Rows answered', MODEL],
  refused_rows: ['edge_logit_refused_rows_total', 'Rows of streams that were refused', MODEL],
  shadow_rows: ['edge_logit_shadow_rows_total', 'Rows that shadows scored', MODEL],
  shadow_disagreements: ['edge_logit_shadow_disagreements_total', 'Those on the other side of one half', MODEL],
  substituted_values: ['edge_logit_substituted_values_total', 'Values that counted as another one', MODEL],
  key_reads: ['edge_logit_key_reads_total', 'Reads of the key store', []],
} as const;

/** Metrics that add up a column of the points of requests, of the same name. */
const SUMS = [
  'rows',
  'refused_rows',
  'shadow_rows',
  'shadow_disagreements',
  'substituted_values',
  'key_reads',
] as const;

/** Upper bounds in seconds: a row takes well below a millisecond. */
const BUCKETS = [0.0001, 0.00025, 0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 1, 5];

/** A point as the service writes it: see `src/core/contract/point-columns.ts`. */
export interface Point {
  indexes: string[];
  blobs: string[];
  doubles: number[];
}

/** Measures this process from now on. Returns what to call for the point of each request, and after each answer. */
export function observe() {
  // Answers the first process, which adds up the metrics of all.
  new AggregatorRegistry();
  collectDefaultMetrics();
  const requests = counter('requests');
  const refused = counter('refused');
  const answers = counter('answers');
  const sums = SUMS.map((name) => [name, counter(name)] as const);
  const [name, help] = METRICS.seconds;
  const seconds = new Histogram({ name, help, buckets: BUCKETS });

  return {
    onAnswer: (taken: number) => seconds.observe(taken),
    onPoint({ indexes: [model = ''], blobs, doubles }: Point) {
      const [variant, route] = ['variant', 'route'].map((column) => blobs[BLOBS.indexOf(column)]!);
      const numberOf = (column: string) => doubles[DOUBLES.indexOf(column)]!;
      const status = numberOf('status');
      requests.inc({ route, model, variant, status });
      if (status === 401) refused.inc();
      for (const [column, sum] of sums) {
        const labels = METRICS[column][2].length > 0 ? { model, variant } : {};
        if (numberOf(column) > 0) sum.inc(labels, numberOf(column));
      }
      for (const [tenth, column] of TENTH_COLUMNS.entries()) {
        if (numberOf(column) > 0) answers.inc({ model, variant, from: tenth / 10 }, numberOf(column));
      }
    },
  };
}

function counter(key: Exclude<keyof typeof METRICS, 'seconds'>): Counter {
  const [name, help, labels] = METRICS[key];
  return new Counter({ name, help, labelNames: [...labels] });
}
