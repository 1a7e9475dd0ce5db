import { ask } from './ask.ts';
import { caseSource } from './case.ts';
import { runOptions, setting } from './options.ts';

/** Batches of 100 rows. */
export const options = runOptions(
  'batch',
  {
    executor: 'constant-arrival-rate',
    rate: setting('RATE', 200),
    duration: `${setting('SECONDS', 30)}s`,
    preAllocatedVUs: 100,
    maxVUs: 500,
  },
  { measured: 0.8, p99: 1000 },
);

const next = caseSource('batch');

export default function batch(): void {
  ask(next());
}

export { handleSummary } from './summary.ts';
