import { ask } from './ask.ts';
import { caseSource } from './case.ts';
import { runOptions, setting } from './options.ts';

const limits = { measured: 0.45, p99: 500 };
const { thresholds, ...options } = runOptions(
  'breakpoint',
  {
    executor: 'ramping-arrival-rate',
    startRate: 200,
    preAllocatedVUs: 500,
    maxVUs: 1000,
    stages: [{ target: setting('RATE', 12_000), duration: `${setting('SECONDS', 120)}s` }],
  },
  limits,
);
const stop = (threshold: string) => ({ threshold, abortOnFail: true, delayAbortEval: '5s' });

/**
 * A rate that grows until something breaks. Broken limits of latency and unsent requests are the result, not a failure.
 * A failed or wrong answer is a failure.
 */
const breakpoint = {
  ...options,
  thresholds: {
    ...thresholds,
    dropped_iterations: [stop('rate<10')],
    http_req_duration: [stop(`p(99)<${limits.p99}`)],
  },
};

export { breakpoint as options };

const next = caseSource('single');

export default function ramp(): void {
  ask(next());
}

export { handleSummary } from './summary.ts';
