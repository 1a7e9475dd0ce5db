import settings from 'edge-logit:settings';
import { dirname, join } from 'node:path';
import { openKeyFolder } from '../keys/key-folder.ts';
import type { Point } from './metrics.ts';
import { createRateCounter } from './rate-counter.ts';
import { openStaticFiles } from './static-files.ts';

/** Counts requests for all rate limits, together with the other processes. */
export const rates = createRateCounter(settings.rateLimits);

const { read } = openKeyFolder(join(process.env.STATE_DIR || 'state', 'keys'));

/** What a deployed Worker imports from `cloudflare:workers`: the variables and bindings of wrangler.toml. */
export const env = {
  ...settings.vars,
  ...rates.bindings,
  KEYS: { get: async (name: string): Promise<unknown> => JSON.parse((await read(name)) ?? 'null') },
  /** Where the numbers of requests go; the process decides what happens to them. */
  METRICS: process.env.METRICS_PORT ? { writeDataPoint(_: Point): void {} } : undefined,
  ASSETS: openStaticFiles(join(dirname(process.argv[1]!), 'assets')),
};
