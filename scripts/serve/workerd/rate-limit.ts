import { createRateCounter } from '../rate-counter.ts';
import type { Settings } from '../settings.ts';

/** Makes a binding that takes the place of a rate limit of Cloudflare. It counts for the one process of workerd. */
export default ({ options }: { options: Settings['rateLimits'][number] }) =>
  createRateCounter([options]).bindings[options.name];
