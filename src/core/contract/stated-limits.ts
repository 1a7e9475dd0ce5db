import type { TierRows, Variables } from './variables.ts';

/** The limits that a description of a model states. */
export interface StatedLimits {
  bodyBytes: number;
  rows: number;
  /** Rows of a stream; absent if some tier does not limit them. */
  streamRows?: number;
}

/** The limits of the tier that allows most: no key may send more. A tier has no more rows in a request than LIMITS. */
export function statedLimits({
  limits,
  tiers,
}: Pick<Variables, 'limits'> & { tiers: ReadonlyMap<string, TierRows> }): StatedLimits {
  const most = (bound: keyof TierRows) =>
    Math.max(...Array.from(tiers.values(), (tier) => tier[bound] ?? Number.POSITIVE_INFINITY));
  const streamRows = most('streamRows');
  const rows = tiers.size > 0 ? Math.min(limits.rows, most('rows')) : limits.rows;
  return { bodyBytes: limits.bodyBytes, rows, ...(Number.isFinite(streamRows) && { streamRows }) };
}
