import { incompleteBeta } from './incomplete-beta.ts';

/** As many degrees of freedom as the normal distribution has, for six digits. */
export const NORMAL_FREEDOM = 1e6;

/** Probability that a variable with Student's t distribution lies further from 0 than `t`, on either side. */
export function tailsOfT(t: number, freedom: number): number {
  if (!Number.isFinite(t)) return Number.isNaN(t) ? Number.NaN : 0;
  const square = t * t;
  return incompleteBeta(freedom / 2, 0.5, freedom / (freedom + square), square / (freedom + square));
}
