/**
 * The most UTF-16 units of a value that is folded. Sorting combining marks takes quadratic time: 240 KB of them would
 * block an isolate for 20 s; 256 units take less than a millisecond.
 */
export const LONGEST_FOLDED = 256;

/** Super- and subscripts: their compatibility decomposition would make 102 of 10². */
const RAISED = /([\u00b2\u00b3\u00b9\u2070-\u209f]+)/u;
/** Characters that are not seen: joiners, variation selectors. */
const INVISIBLE = /\p{Cf}|[\ufe00-\ufe0f]/gu;
/** Accents (Unicode block 0300), but not on symbols, so that ≠ does not become =. Voicing marks and vowel signs are others. */
const ACCENTS = /([\p{L}\s_]|^)[\u0300-\u036f]+/gu;
const DASHES = /[\p{Pd}\u2212]/gu;
/** Separators of words: between letters, after the last one, before the first one. */
const SEPARATORS =
  /(?<=[\p{L}\p{M}])[-\s_.,/:;'’"·・()[\]]+(?=\p{L})|(?<=[\p{L}\p{M}])[\s_.,:;'’")\]]+$|^[\s_'’"([]+(?=\p{L})/gu;
/** Spaces, except between two digits, where they are one. */
const SPACES = /(?<!\p{N})[\s_]+|[\s_]+(?!\p{N}|[\s_])/gu;

/**
 * A value without case, accents, and the spaces and separators of words: `La Serena`, `LaSerena` and `la-serena` fold to one
 * key. What bears meaning stays: signs (`<18`, `>18`, `-1`, `C++`), separators next to digits (`1.5`, `18-65`), voicing
 * marks and vowel signs. Uses compatibility decomposition (NFKD, Unicode TR15) and case folding through upper case (TR21).
 * Empty for a value without anything to keep, or with more than LONGEST_FOLDED units: it only matches exactly.
 */
export function fold(value: string): string {
  if (value.length > LONGEST_FOLDED) return '';
  return decomposed(decomposed(value).toUpperCase().toLowerCase())
    .replace(INVISIBLE, '')
    .replace(/ς/g, 'σ')
    .replace(ACCENTS, '$1')
    .replace(DASHES, '-')
    .replace(SEPARATORS, '')
    .replace(SPACES, '')
    .replace(/[\s_]+/g, ' ');
}

function decomposed(value: string): string {
  return value
    .split(RAISED)
    .map((part, k) => (k % 2 === 1 ? part : part.normalize('NFKD')))
    .join('');
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
