import { ask } from './ask.ts';
import { caseSource } from './case.ts';
import { runOptions, setting } from './options.ts';

/** A few seconds of everything, single rows and batches: does it work at all? */
export const options = runOptions(
  'smoke',
  {
    executor: 'constant-arrival-rate',
    rate: setting('RATE', 20),
    duration: `${setting('SECONDS', 5)}s`,
    preAllocatedVUs: 20,
  },
  { measured: 1.5, p99: 5000 },
);

const single = caseSource('single');
const batch = caseSource('batch');

export default function smoke(): void {
  ask(single());
  ask(batch());
}

export { handleSummary } from './summary.ts';
