import { Failure } from '../cli/command.ts';
import type { Service, ServiceOptions } from './service.ts';

/** The options that name a running service. */
export interface Target {
  url?: string;
  key?: string;
  iOwnThisTarget?: true;
  cloud?: true;
}

/** Options of `npm run load`. */
export interface LoadOptions extends Target, ServiceOptions {
  rate?: number;
  seconds?: number;
  /** Every which answer is compared with what the core computed. */
  checkEvery: number;
  out: string;
  json?: true;
}

const LOCAL = new Set(['127.0.0.1', 'localhost', '[::1]']);

/** Whether a service runs on this machine. */
export function isLocal({ url }: Pick<Service, 'url'>): boolean {
  return LOCAL.has(new URL(url).hostname);
}

/**
 * The running service that the options name; undefined if the load test has to start its own.
 * @throws {Failure} when the options contradict each other, or the caller does not confirm to own the target
 */
export function target({ url, key, iOwnThisTarget, cloud }: Target): Service | undefined {
  if (url === undefined) {
    if (key !== undefined) throw new Failure('--key needs --url: without --url the load test creates its own key');
    if (cloud) throw new Failure('--cloud needs --url and --key: Grafana Cloud cannot reach this machine');
    return undefined;
  }
  if (!URL.canParse(url))
    throw new Failure(`--url is ${JSON.stringify(url)}: expected an address such as https://example.org`);
  if (key === undefined) throw new Failure('--url needs --key, an API key of that service');
  const { hostname, origin } = new URL(url);
  if (!isLocal({ url }) && !iOwnThisTarget) {
    throw new Failure(`${hostname} is not this machine: add --i-own-this-target if you may put load on it`);
  }
  return { url: origin, keys: [key], stop: async () => {} };
}
