/** Logs one line of JSON. A log that is out of order costs no answer. */
export function writeLine(line: object): void {
  try {
    console.log(JSON.stringify(line));
  } catch {
    // There is nowhere left to say so.
  }
}
