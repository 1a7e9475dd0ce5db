import prices from './prices.json' with { type: 'json' };

/** What the arithmetic takes for granted, because nobody knows it without an account or a service in use. */
export const ASSUMED = {
  /** CPU of a request of the Worker, in milliseconds; `npm run bench` measures 0.2. */
  cpuMilliseconds: 1,
  /** Isolates that read the bulletin of keys every 30 seconds, all month. */
  isolates: 50,
  /** A log line, in bytes, and for how many days it is kept. */
  lineBytes: 1000,
  daysKept: 7,
  /** The function that is replaced: seconds and gigabytes of a request. */
  lambdaSeconds: 0.05,
  lambdaGigabytes: 0.5,
} as const;

const DAYS = 30;
const BULLETIN_READS = ASSUMED.isolates * 2 * 60 * 24 * DAYS;

/** Dollars a month, by item. */
export interface MonthlyCosts {
  requests: number;
  worker: number;
  keys: number;
  logs: number;
  gateway: number;
  lambda: number;
  awsLogs: number;
}

/** What a number of requests a month costs here, and on API Gateway and Lambda, without free tiers of new accounts. */
export function monthlyCosts(requests: number): MonthlyCosts {
  const { workers, kv, logs } = prices.cloudflare;
  const { gateway, lambda, logs: awsLogs } = prices.aws;
  const logged = (requests * ASSUMED.lineBytes) / 1e9;
  const stored = (logged * ASSUMED.daysKept) / DAYS;
  return {
    requests,
    worker:
      workers.base +
      beyond(requests, workers.requests) +
      beyond(requests * ASSUMED.cpuMilliseconds, workers.cpuMilliseconds),
    keys: beyond(BULLETIN_READS, kv.reads),
    logs: beyond(logged, logs.ingestedGigabytes) + beyond(stored, logs.storedGigabyteMonths),
    gateway: beyond(requests, gateway.requests),
    lambda:
      beyond(requests, lambda.requests) +
      beyond(requests * ASSUMED.lambdaSeconds * ASSUMED.lambdaGigabytes, lambda.gigabyteSeconds),
    awsLogs: beyond(logged, awsLogs.ingestedGigabytes) + beyond(stored, awsLogs.storedGigabyteMonths),
  };
}

type Price = { included: number } & ({ perMillion: number } | { each: number });

function beyond(count: number, price: Price): number {
  const each = 'each' in price ? price.each : price.perMillion / 1e6;
  return Math.max(0, count - price.included) * each;
}

const VOLUMES = [1e6, 10e6, 100e6];

/** The costs as a table in Markdown. */
export function costTable(): string {
  const costs = VOLUMES.map(monthlyCosts);
  const row = (name: string, of: (one: MonthlyCosts) => number) =>
    `| ${name} | ${costs.map((one) => `$${of(one).toFixed(2)}`).join(' | ')} |`;
  return [
    `| a month | ${VOLUMES.map((count) => `${count / 1e6}M requests`).join(' | ')} |`,
    `| --- | ${VOLUMES.map(() => '---').join(' | ')} |`,
    row('Worker: base, requests, CPU', ({ worker }) => worker),
    row('KV: keys', ({ keys }) => keys),
    row('logs, a line per request', ({ logs }) => logs),
    row('**this service**', ({ worker, keys, logs }) => worker + keys + logs),
    row('API Gateway (REST)', ({ gateway }) => gateway),
    row('Lambda', ({ lambda }) => lambda),
    row('CloudWatch logs', ({ awsLogs }) => awsLogs),
    row('**API Gateway and Lambda**', ({ gateway, lambda, awsLogs }) => gateway + lambda + awsLogs),
  ].join('\n');
}
