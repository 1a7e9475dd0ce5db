const CENTRE = {
  above: [
    -3.969683028665376e1, 2.209460984245205e2, -2.759285104469687e2, 1.38357751867269e2, -3.066479806614716e1,
    2.506628277459239,
  ],
  below: [
    -5.447609879822406e1, 1.615858368580409e2, -1.556989798598866e2, 6.680131188771972e1, -1.328068155288572e1, 1,
  ],
};
const TAIL = {
  above: [
    -7.784894002430293e-3, -3.223964580411365e-1, -2.400758277161838, -2.549732539343734, 4.374664141464968,
    2.938163982698783,
  ],
  below: [7.784695709041462e-3, 3.224671290700398e-1, 2.445134137142996, 3.754408661907416, 1],
};
const BREAK = 0.02425;

/**
 * The quantile of the standard normal distribution: the value that a variable stays below with probability p,
 * 0 < p < 1. Relative error below 1.2e-9 (P. J. Acklam's rational approximation, 2003).
 */
export function normalQuantile(p: number): number {
  if (p > 1 - BREAK) return -normalQuantile(1 - p);
  if (p < BREAK) {
    const q = Math.sqrt(-2 * Math.log(p));
    return horner(TAIL.above, q) / horner(TAIL.below, q);
  }
  const q = p - 0.5;
  return (horner(CENTRE.above, q * q) * q) / horner(CENTRE.below, q * q);
}

function horner(coefficients: readonly number[], x: number): number {
  return coefficients.reduce((sum, coefficient) => sum * x + coefficient, 0);
}
