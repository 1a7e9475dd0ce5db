import type { Options, Scenario } from 'k6/options';

/** Latency on this machine, in milliseconds. */
interface Latency {
  /** What was measured for half of the requests; a run may take five times as long. */
  measured: number;
  /** The most that 99 in 100 may take. */
  p99: number;
}

/** Whether the service is across a network, where connections break for reasons of their own. */
export function isAcrossNetwork(): boolean {
  return __ENV.PROFILE === 'network';
}

/** Of requests across a network: the share that may fail, even when sent again. */
const MOST_FAILED = 0.001;

/** Near Santiago: Grafana has no load zone in Chile. */
const LOAD_ZONES = {
  saoPaulo: { loadZone: 'amazon:br:sao paulo', percent: 60 },
  virginia: { loadZone: 'amazon:us:ashburn', percent: 40 },
};

/** A number that the caller may set in the environment. */
export function setting(name: 'RATE' | 'SECONDS' | 'CHECK_EVERY', standard: number): number {
  return Number(__ENV[name] || standard);
}

/**
 * One scenario and its thresholds: nothing wrong and nothing left unsent. On this machine nothing may fail, and answers are
 * fast enough; across a network fewer than one in a thousand may fail. If a threshold breaks, k6 ends with an error.
 */
export function runOptions(name: string, scenario: Scenario, { measured, p99 }: Latency): Options {
  const { K6_CLOUD_PROJECT_ID: project } = __ENV;
  return {
    scenarios: { [name]: scenario },
    thresholds: {
      wrong_status: [isAcrossNetwork() ? `rate<${MOST_FAILED}` : 'rate==0'],
      wrong_answer: ['count==0'],
      dropped_iterations: ['count==0'],
      ...(!isAcrossNetwork() && { http_req_duration: [`med<${(5 * measured).toFixed(2)}`, `p(99)<${p99}`] }),
    },
    discardResponseBodies: false,
    summaryTrendStats: ['avg', 'min', 'med', 'max', 'p(90)', 'p(95)', 'p(99)'],
    cloud: { name: `edge-logit ${name}`, distribution: LOAD_ZONES, ...(project && { projectID: Number(project) }) },
  };
}
