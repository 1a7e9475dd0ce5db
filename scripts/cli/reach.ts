import { Failure } from './failure.ts';

const TIMEOUT = 30_000;

/** Sends a request to a service. @throws {Failure} when it cannot be reached, or takes more than 30 seconds */
export async function reach(url: URL, init: RequestInit = {}): Promise<Response> {
  return fetch(url, { ...init, signal: AbortSignal.timeout(TIMEOUT) }).catch((error: Error) => {
    const reason = error.cause instanceof Error ? error.cause.message : error.message;
    throw new Failure(`${url} cannot be reached: ${reason}`);
  });
}
