import * as z from 'zod';
import { callCloudflare } from '../wrangler/cloudflare-api.ts';
import type { Answered } from './account.ts';

const VERSION = '$workers.scriptVersion.id';

const resultSchema = z.object({
  calculations: z.array(
    z.object({
      aggregates: z.array(
        z.object({ count: z.number(), groups: z.array(z.object({ key: z.string(), value: z.unknown() })).default([]) }),
      ),
    }),
  ),
});

/** Counts the log lines of requests, by version and status, in Workers Logs. */
function countQuery(worker: string, since: Date, until: Date): object {
  const equals = (key: string, value: string) => ({ key, operation: 'eq', type: 'string', value });
  return {
    queryId: 'roll-out',
    view: 'calculations',
    limit: 1000,
    timeframe: { from: since.getTime(), to: until.getTime() },
    parameters: {
      calculations: [{ operator: 'count' }],
      filters: [equals('$metadata.service', worker), equals('event', 'request')],
      groupBys: [
        { type: 'string', value: VERSION },
        { type: 'number', value: 'status' },
      ],
    },
  };
}

/**
 * What each version of a Worker answered since a time, from the lines of Workers Logs.
 * @returns undefined if the token may not read them (permission Workers Observability: Read)
 * @throws {Failure} when the API fails
 */
export async function answeredByVersion(worker: string, since: Date): Promise<Map<string, Answered> | undefined> {
  const query = countQuery(worker, since, new Date());
  const result = await callCloudflare('/workers/observability/telemetry/query', query);
  if (result === undefined) return undefined;
  const answered = new Map<string, Answered>();
  for (const { count, groups } of resultSchema.parse(result).calculations.flatMap(({ aggregates }) => aggregates)) {
    const memberOf = (key: string) => groups.find((group) => group.key === key)?.value;
    const version = String(memberOf(VERSION));
    const { requests, errors } = answered.get(version) ?? { requests: 0, errors: 0 };
    const failed = Number(memberOf('status')) >= 500 ? count : 0;
    answered.set(version, { requests: requests + count, errors: errors + failed });
  }
  return answered;
}
