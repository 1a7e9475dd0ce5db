/**
 * Negative log-likelihood, in nats, of rows answered with probability `p`: so many positive and so many negative ones.
 * A count of 0 adds nothing, whatever the probability.
 */
export function logLoss(p: number, positives: number, negatives: number): number {
  const ofPositives = positives === 0 ? 0 : positives * Math.log(p);
  const ofNegatives = negatives === 0 ? 0 : negatives * Math.log1p(-p);
  return -(ofPositives + ofNegatives);
}
