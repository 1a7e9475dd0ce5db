import type { Options, Scenario } from 'k6/options';

/** The limits of a run. If one breaks, k6 ends with an error. */
interface Limits {
  /** The most milliseconds that half, and 99 in 100, of the requests may take. */
  p50: number;
  p99: number;
}

/** Near Santiago: Grafana has no load zone in Chile. */
const LOAD_ZONES = {
  saoPaulo: { loadZone: 'amazon:br:sao paulo', percent: 60 },
  virginia: { loadZone: 'amazon:us:ashburn', percent: 40 },
};

/** A number that the caller may set in the environment. */
export function setting(name: 'RATE' | 'SECONDS', standard: number): number {
  return Number(__ENV[name] || standard);
}

/** One scenario and its thresholds: nothing failed, nothing wrong, nothing left unsent, and fast enough. */
export function runOptions(name: string, scenario: Scenario, { p50, p99 }: Limits): Options {
  const { K6_CLOUD_PROJECT_ID: project } = __ENV;
  return {
    scenarios: { [name]: scenario },
    thresholds: {
      http_req_failed: ['rate==0'],
      wrong_status: ['count==0'],
      wrong_answer: ['count==0'],
      dropped_iterations: ['count==0'],
      http_req_duration: [`med<${p50}`, `p(99)<${p99}`],
    },
    discardResponseBodies: false,
    summaryTrendStats: ['avg', 'min', 'med', 'max', 'p(90)', 'p(95)', 'p(99)'],
    cloud: { name: `edge-logit ${name}`, distribution: LOAD_ZONES, ...(project && { projectID: Number(project) }) },
  };
}
