import { ask } from './ask.ts';
import { caseSource } from './case.ts';
import { runOptions, setting } from './options.ts';

/** A moderate rate for a long time: does memory grow, or latency creep up? */
export const options = runOptions(
  'soak',
  {
    executor: 'constant-arrival-rate',
    rate: setting('RATE', 500),
    duration: `${setting('SECONDS', 1800)}s`,
    preAllocatedVUs: 100,
    maxVUs: 1000,
  },
  { measured: 0.39, p99: 500 },
);

const next = caseSource('single');

export default function soak(): void {
  ask(next());
}

export { handleSummary } from './summary.ts';
