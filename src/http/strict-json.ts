import { notJson } from '../core/contract/problem-details.ts';
import { jsonPointer } from '../core/json-pointer.ts';
import { Problem } from './problem.ts';

/** How deep objects and arrays may be nested. */
export const MOST_NESTING = 32;
const TOO_DEEP = `Objects and arrays may be nested at most ${MOST_NESTING} deep.`;

/**
 * The value of a JSON text, stricter than JSON.parse: an object may have a member only once (RFC 7493, section 2.3).
 * Of two members with one name, some readers keep the first and others the last, so they would understand different
 * requests.
 * @throws {Problem} 400 unless it is JSON; 422 if a member appears twice or the nesting is deeper than MOST_NESTING
 */
export function parseJson(text: string): unknown {
  const value = parse(text);
  checkMembers(text);
  return value;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new Problem('malformed-body', { detail: notJson((error as SyntaxError).message) });
  }
}

/** An object or array that is being read: its members, or undefined for an array; and where in it the reader is. */
interface Level {
  members: Set<string> | undefined;
  member: string;
  item: number;
}

/** Checks a text that is JSON. Names of members are compared as they read, whichever characters are escaped. */
function checkMembers(text: string): void {
  const levels: Level[] = [];
  let level: Level | undefined;
  /** The last string: where its quotes are, and whether it has escapes. */
  let begin = 0;
  let end = 0;
  let isEscaped = false;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === QUOTE) {
      begin = at;
      isEscaped = false;
      for (let next = text.charCodeAt(++at); next !== QUOTE; next = text.charCodeAt(++at)) {
        if (next !== BACKSLASH) continue;
        isEscaped = true;
        at++;
      }
      end = at;
    } else if (code === COLON) {
      level!.member = isEscaped ? JSON.parse(text.slice(begin, end + 1)) : text.slice(begin + 1, end);
      if (level!.members!.has(level!.member)) throw repeatedMember(levels);
      level!.members!.add(level!.member);
    } else if (code === COMMA) {
      level!.item++;
    } else if (code === OPEN_BRACE || code === OPEN_BRACKET) {
      if (levels.length === MOST_NESTING) throw new Problem('invalid-input', { detail: TOO_DEEP });
      level = { members: code === OPEN_BRACE ? new Set() : undefined, member: '', item: 0 };
      levels.push(level);
    } else if (code === CLOSE_BRACE || code === CLOSE_BRACKET) {
      levels.pop();
      level = levels.at(-1);
    }
  }
}

function repeatedMember(levels: readonly Level[]): Problem {
  const steps = levels.map(({ members, member, item }) => (members ? jsonPointer(member) : `/${item}`));
  return new Problem('invalid-input', {
    detail: 'A member appears twice in an object.',
    errors: [{ pointer: steps.join(''), detail: 'the object already has a member of this name' }],
  });
}

const QUOTE = 0x22;
const COMMA = 0x2c;
const COLON = 0x3a;
const OPEN_BRACKET = 0x5b;
const BACKSLASH = 0x5c;
const CLOSE_BRACKET = 0x5d;
const OPEN_BRACE = 0x7b;
const CLOSE_BRACE = 0x7d;
