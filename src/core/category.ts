/**
 * The most UTF-16 units of a value that is folded. Sorting combining marks takes quadratic time: 240 KB of them would
 * block an isolate for 20 s; 256 units take less than a millisecond.
 */
export const LONGEST_FOLDED = 256;

/**
 * The letters and digits of a value, without marks and case: `La Serena`, `LaSerena` and `la serena` fold to one key.
 * Uses compatibility decomposition (NFKD, Unicode TR15) and case folding through upper case (TR21).
 * Empty for a value without letters and digits, or with more than LONGEST_FOLDED units: it only matches exactly.
 */
export function fold(value: string): string {
  if (value.length > LONGEST_FOLDED) return '';
  return value
    .normalize('NFKD')
    .toUpperCase()
    .toLowerCase()
    .normalize('NFKD')
    .replace(/[^\p{L}\p{N}]/gu, '');
}

/** Groups of categories that fold to the same key, so that a folded value could mean any of them. */
export function foldCollisions(vocabulary: readonly string[]): string[][] {
  const groups = Map.groupBy(vocabulary, fold);
  groups.delete('');
  return [...groups.values()].filter((group) => group.length > 1);
}

/** Finds the position of a value in a vocabulary, or −1: the exact value first, then its folded form. */
export type CategoryIndex = (value: string) => number;

/** Builds the index of a vocabulary: a look-up then costs one or two hash probes. */
export function categoryIndex(vocabulary: readonly string[], match: 'folded' | 'exact'): CategoryIndex {
  const exact = new Map(vocabulary.map((category, position) => [category, position]));
  if (match === 'exact') return (value) => exact.get(value) ?? -1;
  const folded = new Map(vocabulary.map((category, position) => [fold(category), position]));
  folded.delete('');
  return (value) => exact.get(value) ?? folded.get(fold(value)) ?? -1;
}
