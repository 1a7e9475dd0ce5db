/** A log that is written once per turn of the event loop. */
export interface LogLines {
  /** Adds a line. */
  add(line: string): void;
  /** Writes what is left, before the process ends. */
  flush(): void;
}

/** Collects lines and writes them together: a write per line costs a tenth of a request. */
export function createLogLines(write: (text: string) => void): LogLines {
  let lines: string[] = [];

  function flush(): void {
    if (lines.length === 0) return;
    const text = `${lines.join('\n')}\n`;
    lines = [];
    write(text);
  }

  return {
    add(line) {
      if (lines.length === 0) setImmediate(flush);
      lines.push(line);
    },
    flush,
  };
}
