import { fold } from './category.ts';
import { lazily } from './lazily.ts';

const LONGEST = 64;

/** Number of insertions, deletions and substitutions that turn `a` into `b` (Levenshtein 1966), row by row. */
export function editDistance(a: string, b: string): number {
  const distances = Uint32Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const character = a.charCodeAt(i - 1);
    let diagonal = distances[0]!;
    let left = i;
    distances[0] = i;
    for (let j = 1; j <= b.length; j++) {
      const above = distances[j]!;
      const substitution = diagonal + (character === b.charCodeAt(j - 1) ? 0 : 1);
      left = Math.min(substitution, above + 1, left + 1);
      distances[j] = left;
      diagonal = above;
    }
  }
  return distances[b.length]!;
}

/** The categories that a caller most likely meant by a value, the nearest first. */
export type Nearest = (value: string, count?: number) => string[];

/**
 * Finds the nearest categories of a vocabulary: by edit distance of the folded forms, ties in the order of the
 * vocabulary. To bound the cost, values are cut to 64 characters before folding and again after it, because folding can
 * turn one character into 18. The vocabulary is folded once, at the first value.
 */
export function nearestOf(vocabulary: readonly string[]): Nearest {
  const starts = lazily(() => vocabulary.map((category) => ({ category, start: startOf(category) })));
  return (value, count = 3) => {
    const wanted = startOf(value);
    return starts()
      .map(({ category, start }) => ({ category, distance: editDistance(wanted, start) }))
      .sort((a, b) => a.distance - b.distance)
      .slice(0, count)
      .map(({ category }) => category);
  };
}

/** The nearest categories of a vocabulary that is used only once. */
export function nearestCategories(vocabulary: readonly string[], value: string, count?: number): string[] {
  return nearestOf(vocabulary)(value, count);
}

function startOf(value: string): string {
  return fold(value.slice(0, LONGEST)).slice(0, LONGEST);
}
