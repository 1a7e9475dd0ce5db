import { ask } from './ask.ts';
import { caseSource } from './case.ts';
import { runOptions, setting } from './options.ts';

/** More than 50,000 requests in 45 s, at a rate that does not wait for answers. */
export const options = runOptions(
  'stress',
  {
    executor: 'constant-arrival-rate',
    rate: setting('RATE', 1120),
    duration: `${setting('SECONDS', 45)}s`,
    preAllocatedVUs: 500,
    maxVUs: 1000,
  },
  { measured: 0.39, p99: 500 },
);

const next = caseSource('single');

export default function stress(): void {
  ask(next());
}

export { handleSummary } from './summary.ts';
