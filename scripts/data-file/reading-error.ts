const NOT_UTF8 = /invalid unicode|not utf-8 encoded|invalid utf-?8/i;
const MIXED_LINE_ENDS = /state machine reached an invalid state/i;
export const CONVERT_TO_UTF8 = 'the text is not UTF-8; convert it, as in "iconv -f LATIN1 -t UTF-8 old.csv > new.csv"';

/** What DuckDB's error says, in a sentence: for a line of a CSV what is wrong with it, else the first line of the message. */
export function readingError(error: unknown): string {
  const text = error instanceof Error ? error.message : String(error);
  if (NOT_UTF8.test(text)) return CONVERT_TO_UTF8;
  if (MIXED_LINE_ENDS.test(text))
    return `its lines end in different ways; convert it, as in "tr -d '\\r' < old.csv > new.csv"`;
  const line = /CSV Error on Line: (\d+)/.exec(text)?.[1];
  const [first, ...others] = text.split('\n');
  return line === undefined ? first! : `line ${line} ${csvError(others.join('\n'))}`;
}

function csvError(text: string): string {
  const [, expected, found] = /Expected Number of Columns: (\d+) Found: (\d+)/.exec(text) ?? [];
  if (Number(found) < Number(expected))
    return `has fewer values than the first line has names: ${found} of ${expected}`;
  if (expected !== undefined) {
    return `has more values than the first line has names, ${expected}: a separator too many, or one in a value without quotes`;
  }
  if (/unterminated quote/i.test(text)) return 'begins a quoted value that does not end';
  const [, original = ''] = /^Original Line: (.*)$/m.exec(text) ?? [];
  const rest = text.split('\n').filter((one) => one.trim() !== '' && !one.includes(original));
  return `cannot be read: ${rest[0] ?? text}`;
}
