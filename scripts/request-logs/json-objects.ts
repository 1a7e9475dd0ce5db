import { Failure } from '../cli/failure.ts';

/** The longest object, in characters: longer than an answer of any API, and than what a text without an end should take. */
const LONGEST = 64 * 1024 * 1024;

/**
 * The JSON objects of a text that arrives in pieces, as text: one per line, over several lines, behind each other or in
 * an array. What stands between them is skipped.
 * @throws {Failure} for an object that does not end
 */
export async function* jsonObjects(pieces: AsyncIterable<string>): AsyncGenerator<string> {
  let rest = '';
  let depth = 0;
  let inString = false;
  let isEscaped = false;
  for await (const piece of pieces) {
    const text = rest + piece;
    let start = depth > 0 ? 0 : -1;
    for (let k = rest.length; k < text.length; k++) {
      const code = text.charCodeAt(k);
      if (inString) {
        if (isEscaped) isEscaped = false;
        else if (code === BACKSLASH) isEscaped = true;
        else if (code === QUOTE) inString = false;
      } else if (code === OPEN) {
        if (depth++ === 0) start = k;
      } else if (depth > 0 && code === QUOTE) inString = true;
      else if (depth > 0 && code === CLOSE && --depth === 0) yield text.slice(start, k + 1);
    }
    rest = depth > 0 ? text.slice(start) : '';
    if (rest.length > LONGEST) throw new Failure(`an object of the log does not end: ${rest.slice(0, 60)}…`);
  }
  if (rest !== '') yield rest;
}

const BACKSLASH = 0x5c;
const QUOTE = 0x22;
const OPEN = 0x7b;
const CLOSE = 0x7d;
