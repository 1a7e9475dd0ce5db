/**
 * The mean rank of each learner over tables, 1 for the smallest figure; equal figures share the mean of their ranks.
 * @param figures by table, one figure per learner
 */
export function meanRanks(figures: readonly (readonly number[])[]): number[] {
  const ranks = figures.map(ranksOf);
  return (figures[0] ?? []).map((_, k) => ranks.reduce((sum, own) => sum + own[k]!, 0) / ranks.length);
}

function ranksOf(figures: readonly number[]): number[] {
  return figures.map((figure) => {
    const smaller = figures.filter((other) => other < figure).length;
    const equal = figures.filter((other) => other === figure).length;
    return smaller + (equal + 1) / 2;
  });
}
