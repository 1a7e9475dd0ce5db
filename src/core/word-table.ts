import { utf8 } from './encode-utf8.ts';

/** The words of a vocabulary in UTF-8, to find a word in the bytes of a text without copying it. */
export interface WordTable {
  words: readonly Uint8Array[];
  /** Position of a word, −1 in free slots. */
  slots: Int32Array;
}

/** Prepares a vocabulary for look-up: a hash table at most half full, with linear probing. */
export function compileWordTable(vocabulary: readonly string[]): WordTable {
  const words = vocabulary.map((word) => utf8(word) ?? NO_WORD);
  const slots = new Int32Array(2 ** Math.ceil(Math.log2(2 * words.length + 1))).fill(-1);
  for (const [position, word] of words.entries()) {
    if (word === NO_WORD) continue;
    let slot = slotOf(word.reduce(hashByte, 0), slots);
    while (slots[slot] !== -1) slot = (slot + 1) & (slots.length - 1);
    slots[slot] = position;
  }
  return { words, slots };
}

const NO_WORD = new Uint8Array();

/** Adds a byte to a hash, which starts at 0. */
export function hashByte(hash: number, byte: number): number {
  return Math.imul(hash ^ byte, 0x9e3779b1);
}

/** Position of the word between `begin` and `end` of a text; `hash` is the hash of these bytes. −1 if it is unknown. */
export function findWord({ words, slots }: WordTable, bytes: Uint8Array, begin: number, end: number, hash: number) {
  for (let slot = slotOf(hash, slots); ; slot = (slot + 1) & (slots.length - 1)) {
    const position = slots[slot]!;
    if (position < 0) return -1;
    const word = words[position]!;
    if (word.length === end - begin && standsAt(word, bytes, begin)) return position;
  }
}

/** Whether a text has a word at a place. */
export function standsAt(word: Uint8Array, bytes: Uint8Array, at: number): boolean {
  for (let k = 0; k < word.length; k++) if (word[k] !== bytes[at + k]) return false;
  return true;
}

function slotOf(hash: number, slots: Int32Array): number {
  return (hash ^ (hash >>> 15)) & (slots.length - 1);
}
