import { randomSource } from '../../../../scripts/maths/random.ts';

/** Texts of some of the pieces, in any order. */
export function texts(count: number, pieces: readonly string[]): string[] {
  const random = randomSource(1);
  const piece = () => pieces[Math.floor(random() * pieces.length)]!;
  return Array.from({ length: count }, () => Array.from({ length: Math.floor(random() * 9) }, piece).join(''));
}
