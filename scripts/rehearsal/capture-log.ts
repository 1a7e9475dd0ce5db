/** Keeps what the uploaded code logs, which runs in this process, until it is released. */
export function captureLog(): { take(): string[]; release(): void } {
  const write = console.log;
  const lines: string[] = [];
  console.log = (line: string) => void lines.push(line);
  return {
    take: () => lines.splice(0),
    release() {
      console.log = write;
    },
  };
}
