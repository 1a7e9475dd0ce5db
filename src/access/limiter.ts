import { withTimeout } from './with-timeout.ts';

/** How many milliseconds a limiter may take to answer before it counts as down. */
export const LIMITER_TIMEOUT = 1000;

/** How often something may happen, and the binding that counts it. */
export interface Rate {
  limiter: RateLimit;
  /** How many times within a period. */
  limit: number;
  /** Seconds. */
  period: number;
}

/** The rate of each key of a tier; no limit without one. */
export interface Tier {
  rate?: Rate | undefined;
}

/** Counts one more of a key: whether it is within the rate, or undefined where the limiter throws, fails or is silent. */
export async function isWithin({ limiter }: Rate, key: string): Promise<boolean | undefined> {
  try {
    const { success } = await withTimeout(limiter.limit({ key }), LIMITER_TIMEOUT);
    return success;
  } catch {
    return undefined;
  }
}
