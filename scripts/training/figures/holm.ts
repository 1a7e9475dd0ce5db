/**
 * Probabilities of several comparisons, adjusted for their number (Holm, Scandinavian Journal of Statistics 6, 1979): if
 * nothing differs, the chance that any of them is at most 0.05 is at most 0.05.
 */
export function holm(probabilities: readonly number[]): number[] {
  const order = probabilities.map((_, k) => k).sort((a, b) => probabilities[a]! - probabilities[b]!);
  const adjusted = new Array<number>(order.length);
  let most = 0;
  for (const [rank, k] of order.entries()) {
    most = Math.max(most, Math.min(1, probabilities[k]! * (order.length - rank)));
    adjusted[k] = most;
  }
  return adjusted;
}

/** The largest adjusted probability that counts as a difference. */
const LEVEL = 0.05;

export type Verdict = 'better' | 'worse' | 'no difference shown';

/**
 * What each comparison shows. A difference is shown where the interval excludes 0 and the probability, adjusted for the
 * number of comparisons, is at most 0.05.
 */
export function verdicts(
  compared: readonly { difference: number; interval: readonly [number, number]; p: number; higherIsBetter: boolean }[],
): Verdict[] {
  const adjusted = holm(compared.map(({ p }) => p));
  return compared.map(({ difference, interval: [low, high], higherIsBetter }, k) => {
    if (!(adjusted[k]! <= LEVEL && (low > 0 || high < 0))) return 'no difference shown';
    return difference > 0 === higherIsBetter ? 'better' : 'worse';
  });
}

/** What the verdicts of so many comparisons mean, in a sentence. */
export function holmText(comparisons: number): string {
  return `Verdicts count ${comparisons} ${comparisons === 1 ? 'comparison' : 'comparisons'}: a difference is shown where its interval excludes 0 and its probability is at most ${LEVEL} after Holm's correction.`;
}
