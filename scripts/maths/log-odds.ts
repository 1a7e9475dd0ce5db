const NEVER_SURE = 1e-12;

/** The log-odds of a probability, which counts as at least 1e-12 and at most 1 − 1e-12. */
export function logOdds(probability: number): number {
  const p = Math.min(Math.max(probability, NEVER_SURE), 1 - NEVER_SURE);
  return Math.log(p / (1 - p));
}
