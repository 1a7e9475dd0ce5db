import { notJson } from '../core/contract/problem-details.ts';
import { duplicateMember } from './duplicate-member.ts';
import { Problem } from './problem.ts';

/** How many objects and arrays may stand inside one another. */
export const MOST_NESTING = 32;

/**
 * The value of a JSON text, stricter than JSON.parse: an object may have a member only once (RFC 7493, section 2.3),
 * for one reader keeps the first and another the last, and they understand two different requests.
 * @throws {Problem} 400 unless it is JSON; 422 where a member is there twice or the nesting is deeper than MOST_NESTING
 */
export function parseJson(text: string): unknown {
  const value = parse(text);
  // JSON.parse keeps one of several members of a name, so that fewer are left than the text has colons.
  // Colons in strings are rare: most texts are settled by counting them all, which is much faster.
  const members = countMembers(value, 1);
  if (members === countColons(text) || members === countMemberColons(text)) return value;
  const pointer = duplicateMember(text);
  throw new Problem('invalid-input', {
    detail: 'An object has the same member twice.',
    errors: [{ pointer, detail: 'the object already has a member of this name' }],
  });
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new Problem('malformed-body', { detail: notJson((error as SyntaxError).message) });
  }
}

function countMembers(value: unknown, depth: number): number {
  if (typeof value !== 'object' || value === null) return 0;
  if (depth > MOST_NESTING) {
    throw new Problem('invalid-input', { detail: `Objects and arrays may be nested ${MOST_NESTING} deep.` });
  }
  let members = 0;
  if (Array.isArray(value)) {
    for (const item of value) if (typeof item === 'object') members += countMembers(item, depth + 1);
    return members;
  }
  for (const name in value) {
    members++;
    const member = (value as Record<string, unknown>)[name];
    if (typeof member === 'object') members += countMembers(member, depth + 1);
  }
  return members;
}

function countColons(text: string): number {
  let colons = 0;
  for (let i = 0; i < text.length; i++) if (text.charCodeAt(i) === COLON) colons++;
  return colons;
}

/** Number of colons outside strings: of members, each time they are written. */
function countMemberColons(text: string): number {
  let colons = 0;
  let inString = false;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (inString) {
      if (code === BACKSLASH) i++;
      else if (code === QUOTE) inString = false;
    } else if (code === QUOTE) inString = true;
    else if (code === COLON) colons++;
  }
  return colons;
}

const QUOTE = 0x22;
const COLON = 0x3a;
const BACKSLASH = 0x5c;
