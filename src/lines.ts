/** The place of a line that was too long to be kept. */
export const TOO_LONG = Symbol('too long');

/**
 * Cuts a stream of UTF-8 into lines without holding more than one chunk and one line: an array of lines for every
 * chunk. A line of more than `longest` characters is dropped and leaves TOO_LONG in its place.
 */
export function splitLines(longest: number): TransformStream<Uint8Array, (string | typeof TOO_LONG)[]> {
  const decoder = new TextDecoder();
  let open = '';
  let dropping = false;

  function take(text: string): (string | typeof TOO_LONG)[] {
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

    function close(line: string): string | typeof TOO_LONG {
      const isTooLong = dropping || line.length > longest;
      dropping = false;
      return isTooLong ? TOO_LONG : line;
    }
  }

  return new TransformStream({
    transform(chunk, controller) {
      controller.enqueue(take(decoder.decode(chunk, { stream: true })));
    },
    flush(controller) {
      controller.enqueue(take(`${decoder.decode()}\n`));
    },
  });
}
