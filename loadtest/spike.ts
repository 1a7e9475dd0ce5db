import { ask } from './ask.ts';
import { caseSource } from './case.ts';
import { runOptions, setting } from './options.ts';

const rate = setting('RATE', 2000);
const calm = Math.ceil(rate / 20);

/** Calm, then twenty times the rate within two seconds, held, and calm again: does it recover? */
export const options = runOptions(
  'spike',
  {
    executor: 'ramping-arrival-rate',
    startRate: calm,
    preAllocatedVUs: 1000,
    maxVUs: 2000,
    stages: [
      { target: calm, duration: '5s' },
      { target: rate, duration: '2s' },
      { target: rate, duration: `${setting('SECONDS', 10)}s` },
      { target: calm, duration: '2s' },
      { target: calm, duration: '6s' },
    ],
  },
  { measured: 0.58, p99: 1000 },
);

const next = caseSource('single');

export default function spike(): void {
  ask(next());
}

export { handleSummary } from './summary.ts';
