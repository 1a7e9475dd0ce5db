import { createUtf8Decoder } from './utf8-decoder.ts';

/** Stands for a line that was too long. */
export const TOO_LONG = Symbol('too long');

export type Line = string | typeof TOO_LONG;

/** Splits UTF-8 that arrives in chunks into lines. */
export interface LineSplitter {
  /** The lines that end in a chunk. */
  take(chunk: Uint8Array): Line[];
  /** The text after the last line end. Call it once, after the last chunk. */
  end(): Line[];
}

/** Splits UTF-8 into lines; TOO_LONG replaces those of more than `longest` characters. Holds one chunk and one line. */
export function splitLines(longest: number): LineSplitter {
  const decode = createUtf8Decoder();
  let open = '';
  let dropping = false;

  function take(text: string): Line[] {
    const pieces = text.split('\n');
    const rest = pieces.pop()!;
    const lines = pieces.map((piece, p) => close(p === 0 ? open + piece : piece));
    if (pieces.length > 0) {
      open = '';
      dropping = false;
    }
    if (!dropping) open += rest;
    if (open.length > longest) {
      open = '';
      dropping = true;
    }
    return lines;
  }

  function close(line: string): Line {
    const isTooLong = dropping || line.length > longest;
    dropping = false;
    return isTooLong ? TOO_LONG : line;
  }

  return {
    take: (chunk) => take(decode(chunk)),
    end: () => take(`${decode()}\n`),
  };
}
