import { Failure } from '../cli/command.ts';
import { CONVERT_TO_UTF8 } from './reading-error.ts';

/** The first line of a CSV: its separator, and the names of its columns. */
export interface CsvHeader {
  separator: string;
  names: string[];
}

const SEPARATORS = [',', ';', '\t', '|'];
const QUOTE = 0x22;
const LAST_OF_BOM = 0xbf;

/**
 * Reads the names of the columns from the first bytes of a CSV. The separator is the one that this line has most often, so
 * that no other line decides how the file is read.
 * @throws {Failure} when the text is empty or not UTF-8
 */
export function csvHeader(bytes: Buffer): CsvHeader {
  const line = firstLine(bytes);
  const unquoted = line.replace(/"(?:[^"]|"")*"/g, '');
  const count = (separator: string) => unquoted.split(separator).length;
  const separator = SEPARATORS.reduce((best, one) => (count(one) > count(best) ? one : best));
  return { separator, names: values(line, separator) };
}

/** The text up to the first line break outside of quotes. */
function firstLine(bytes: Buffer): string {
  let end = 0;
  for (let quoted = false; end < bytes.length; end++) {
    const byte = bytes[end]!;
    if (byte === QUOTE && (quoted || beginsValue(bytes, end))) quoted = !quoted;
    else if (!quoted && (byte === 0x0a || byte === 0x0d)) break;
  }
  if (end === 0) throw new Failure('the first line is empty; it should name the columns');
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes.subarray(0, end));
  } catch {
    throw new Failure(CONVERT_TO_UTF8);
  }
}

function beginsValue(bytes: Buffer, at: number): boolean {
  const before = String.fromCharCode(bytes[at - 1] ?? 0);
  return at === 0 || SEPARATORS.includes(before) || bytes[at - 1] === QUOTE || bytes[at - 1] === LAST_OF_BOM;
}

function values(line: string, separator: string): string[] {
  const found: string[] = [];
  let rest = line;
  for (;;) {
    const [quoted] = /^ *"(?:[^"]|"")*" */.exec(rest) ?? [];
    const end = quoted?.length ?? indexOrEnd(rest, separator);
    found.push(quoted ? quoted.trim().slice(1, -1).replaceAll('""', '"') : rest.slice(0, end).trim());
    if (!rest.startsWith(separator, end)) return found;
    rest = rest.slice(end + separator.length);
  }
}

function indexOrEnd(text: string, separator: string): number {
  const index = text.indexOf(separator);
  return index < 0 ? text.length : index;
}
