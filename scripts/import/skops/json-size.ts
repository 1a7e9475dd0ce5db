import { Failure } from '../../cli/failure.ts';

/** The most brackets that are open at once: an estimator inside another takes about eight. */
const MOST_DEPTH = 250;
/** The most values and members: a category takes about seven. */
const MOST_PARTS = 1_000_000;

const [QUOTE, BACKSLASH, COMMA] = [0x22, 0x5c, 0x2c];
const OPENING = new Set([0x5b, 0x7b]);
const CLOSING = new Set([0x5d, 0x7d]);

/**
 * Checks the bytes of a JSON document before it is parsed, which may take fifty times their memory.
 * @param label name of the document, for the error
 * @throws {Failure} for one that is nested too deep, or has too many parts
 */
export function checkJsonSize(bytes: Uint8Array, label: string): void {
  let [depth, parts] = [0, 0];
  let isText = false;
  for (let at = 0; at < bytes.length; at++) {
    const byte = bytes[at]!;
    if (byte === QUOTE) isText = !isText;
    else if (isText) at += byte === BACKSLASH ? 1 : 0;
    else if (byte === COMMA) parts++;
    else if (OPENING.has(byte)) {
      parts++;
      if (++depth > MOST_DEPTH) throw new Failure(`${label} is nested more than ${MOST_DEPTH} deep`);
    } else if (CLOSING.has(byte)) depth--;
  }
  if (parts > MOST_PARTS) throw new Failure(`${label} has ${parts} values and members; expected at most ${MOST_PARTS}`);
}
