import { fold, LONGEST_FOLDED } from '../../src/core/category.ts';
import type { Dialect, Folding } from './dialect.ts';

/** Blocks of Unicode whose letters fold to one letter each: Latin, Greek and Cyrillic. */
const BLOCKS = [
  [0x41, 0x5a],
  [0x61, 0x7a],
  [0xc0, 0x24f],
  [0x370, 0x4ff],
  [0x1e00, 0x1eff],
] as const;
const ASCII = characters(0x20, 0x7e);
const SPACES = '\t\n\v\f\r\u00a0_';
const DASHES = '\u2010\u2011\u2012\u2013\u2014\u2015\u2212';
const MARKS = '’·';

/** The letters of the blocks that fold to one letter, with that. */
const LETTERS = new Map(
  BLOCKS.flatMap(([first, last]) => characters(first, last))
    .map((letter) => [letter, fold(letter)] as const)
    .filter(([letter, folded]) => /^\p{L}$/u.test(letter) && /^\p{L}$/u.test(folded) && fold(folded) === folded),
);
/** What each character becomes before separators are looked at; others stay. */
const REPLACED = new Map([
  ...[...LETTERS].filter(([letter, folded]) => letter !== folded),
  ...Array.from(SPACES, (space) => [space, ' '] as const),
  ...Array.from(DASHES, (dash) => [dash, '-'] as const),
]);
const FOLDABLE = [...new Set([...ASCII, ...LETTERS.keys(), ...SPACES, ...DASHES, ...MARKS])].join('');

const LETTER = `[${ranges([...new Set(LETTERS.values())])}]`;
/** Separators between letters, after the last one, and before the first one: those of `fold` in the core. */
const BETWEEN = `[ .,/:;'’"·()\\[\\]-]+`;
const AFTER = `[ .,:;'’")\\]]+`;
const BEFORE = `[ '’"(\\[]+`;

/** Every other separator between single letters is found by a second pass. */
const REPLACEMENTS = [
  [`(${LETTER})${BETWEEN}(${LETTER})`, '$1$2'],
  [`(${LETTER})${BETWEEN}(${LETTER})`, '$1$2'],
  [`(${LETTER})${AFTER}$`, '$1'],
  [`^${BEFORE}(${LETTER})`, '$1'],
  [' +', ' '],
  ['(^|[^0-9]) ', '$1'],
  [' ([^0-9]|$)', '$1'],
] as const;

/** A condition: SQL can fold a text as `fold` of the core does, since it has only characters that are known here. */
export function isFoldable(text: string, { translate }: Folding, dialect: Dialect): string {
  return `LENGTH(${text}) <= ${LONGEST_FOLDED} AND ${translate(text, dialect.text(FOLDABLE), "''")} = ''`;
}

/** A foldable text as `fold` of the core folds it. */
export function foldedText(text: string, { translate, replaceAll }: Folding, dialect: Dialect): string {
  const from = dialect.text([...REPLACED.keys()].join(''));
  const to = dialect.text([...REPLACED.values()].join(''));
  return REPLACEMENTS.reduce(
    (sql, [pattern, replacement]) => replaceAll(sql, dialect.text(pattern), replacement),
    translate(text, from, to),
  );
}

function characters(first: number, last: number): string[] {
  return Array.from({ length: last - first + 1 }, (_, k) => String.fromCodePoint(first + k));
}

/** The inside of a class of characters. */
function ranges(letters: readonly string[]): string {
  const points = letters.map((letter) => letter.codePointAt(0)!).sort((a, b) => a - b);
  const starts = points.filter((point, k) => k === 0 || point !== points[k - 1]! + 1);
  return starts
    .map((start) => {
      let end = start;
      while (points.includes(end + 1)) end++;
      return end === start
        ? String.fromCodePoint(start)
        : `${String.fromCodePoint(start)}-${String.fromCodePoint(end)}`;
    })
    .join('');
}
