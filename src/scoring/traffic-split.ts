import { headerTooLong } from '../core/contract/problem-details.ts';
import type { ModelRoute } from '../core/contract/variables.ts';
import { Problem } from '../http/problem.ts';

/** The maximum length of the header x-subject, in characters. */
export const LONGEST_SUBJECT = 256;

/** The subject in the header x-subject; undefined if there is none. @throws {Problem} 431 if it is too long */
export function subjectOf(header: string | null): string | undefined {
  if (header === null || header.length <= LONGEST_SUBJECT) return header || undefined;
  throw new Problem('header-too-long', { detail: headerTooLong('x-subject', LONGEST_SUBJECT) });
}

/**
 * The variant that answers a subject: always the same one; over many subjects, in proportion to the weights. This is
 * weighted rendezvous hashing (Schindelhauer and Schomaker 2005): a change of weights moves as few subjects as possible.
 * The model is part of the hash, so that the splits of two models are independent.
 */
export function pickVariant(split: ModelRoute['split'], model: string, subject: string): string {
  let picked = split[0]!.variant;
  if (split.length === 1) return picked;
  let shortest = Number.POSITIVE_INFINITY;
  for (const { variant, weight } of split) {
    const uniform = (hash(`${model}\n${variant}\n${subject}`) + 0.5) / 2 ** 32;
    const distance = -Math.log(uniform) / weight;
    if (distance < shortest) {
      shortest = distance;
      picked = variant;
    }
  }
  return picked;
}

/** FNV-1a over UTF-16 code units, finished with the mixer of MurmurHash3: an unsigned 32-bit integer. */
function hash(text: string): number {
  let h = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) h = Math.imul(h ^ text.charCodeAt(i), 0x01000193);
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return (h ^ (h >>> 16)) >>> 0;
}
