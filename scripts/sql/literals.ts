import { Failure } from '../cli/failure.ts';

/** The digits of a double with an exponent: no parser takes it for a decimal or an integer. */
export function exponential(value: number): string {
  const digits = String(value).replace('e+', 'E').replace('e', 'E');
  return digits.includes('E') ? digits : `${digits}E0`;
}

/** A literal in single quotes, in which only quotes are doubled. */
export function plainText(value: string): string {
  return `'${wellFormed(value).replaceAll("'", "''")}'`;
}

/** Doubled quotes, and NUL, which ends the text of a statement, by a function. */
export function textWithNul(value: string, nul: string): string {
  const parts = value.split('\0').map(plainText);
  return parts.length === 1 ? parts[0]! : `(${parts.join(` || ${nul} || `)})`;
}

/** A literal in which a backslash escapes: `escapes` are further characters, by what stands for them. */
export function escapedText(value: string, escapes: Readonly<Record<string, string>>): string {
  const written = Array.from(wellFormed(value), (character) => {
    if (character === "'" || character === '\\') return `\\${character}`;
    return escapes[character] ?? character;
  });
  return `'${written.join('')}'`;
}

/** @throws {Failure} for a text with NUL */
export function withoutNul(value: string, title: string): string {
  if (!value.includes('\0')) return value;
  throw new Failure(`${JSON.stringify(value)} has the character NUL, which no text of ${title} can have`);
}

function wellFormed(value: string): string {
  if (value.isWellFormed()) return value;
  throw new Failure(`${JSON.stringify(value)} has half of a character, which no SQL can say`);
}

/** A name in double quotes. */
export function doubleQuoted(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}

/** A name in backticks, in which a backtick is doubled. */
export function backticked(name: string): string {
  return `\`${name.replaceAll('`', '``')}\``;
}

/** A name in backticks, in which a backslash escapes. */
export function backslashed(name: string): string {
  return `\`${name.replace(/[\\`]/g, '\\$&')}\``;
}

/** A function of any number of arguments. */
export function call(name: string): (...args: string[]) => string {
  return (...args) => `${name}(${args.join(', ')})`;
}
