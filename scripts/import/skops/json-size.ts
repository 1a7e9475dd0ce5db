import { Failure } from '../../cli/failure.ts';

/** The most bytes: one of 30,000 categories takes about as many. */
const MOST_BYTES = 16 * 2 ** 20;
/** The most brackets that are open at once: an estimator inside another takes about eight. */
const MOST_DEPTH = 250;
/** The most values and members: a category takes about seven. */
const MOST_PARTS = 500_000;
/** The most members of one object. */
const MOST_MEMBERS = 10_000;

const [QUOTE, BACKSLASH, COMMA, OPEN_OBJECT] = [0x22, 0x5c, 0x2c, 0x7b];
const OPENING = new Set([0x5b, OPEN_OBJECT]);
const CLOSING = new Set([0x5d, 0x7d]);

/**
 * Checks the bytes of a JSON document before it is parsed, which may take fifty times their memory.
 * @param label name of the document, for the error
 * @throws {Failure} for one that is too long, nested too deep, or has too many parts
 */
export function checkJsonSize(bytes: Uint8Array, label: string): void {
  if (bytes.length > MOST_BYTES)
    throw new Failure(`${label} has ${bytes.length} bytes; expected at most ${MOST_BYTES}`);
  const open: { isObject: boolean; members: number }[] = [];
  let parts = 0;
  let isText = false;
  for (let at = 0; at < bytes.length; at++) {
    if (parts > MOST_PARTS) throw new Failure(`${label} has more than ${MOST_PARTS} values and members`);
    const byte = bytes[at]!;
    if (byte === QUOTE) isText = !isText;
    else if (isText) at += byte === BACKSLASH ? 1 : 0;
    else if (byte === COMMA) {
      parts++;
      const inner = open.at(-1);
      if (inner && ++inner.members > MOST_MEMBERS && inner.isObject)
        throw new Failure(`${label} has an object of more than ${MOST_MEMBERS} members`);
    } else if (OPENING.has(byte)) {
      parts++;
      if (open.push({ isObject: byte === OPEN_OBJECT, members: 0 }) > MOST_DEPTH)
        throw new Failure(`${label} is nested more than ${MOST_DEPTH} deep`);
    } else if (CLOSING.has(byte)) open.pop();
  }
}
