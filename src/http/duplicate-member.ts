import { jsonPointer } from '../core/encode.ts';

/** A string, and the colon behind it if it names a member; or a character that structures. */
const TOKEN = /("[^"\\]*(?:\\.[^"\\]*)*")\s*(:?)|[{}[\],]/g;

/** An object or array that the reader is in: the members or the items seen so far, and the step to the present one. */
interface Level {
  members: Set<string> | undefined;
  items: number;
  step: string;
}

/**
 * JSON Pointer (RFC 6901) to the first member of a JSON text that its object already has; empty where there is none.
 * Names are compared as they read, whatever characters are escaped. The text must be JSON.
 */
export function duplicateMember(text: string): string {
  const levels: Level[] = [];
  for (const [token, string, colon] of text.matchAll(TOKEN)) {
    const level = levels.at(-1);
    if (token === '{') levels.push({ members: new Set(), items: 0, step: '' });
    else if (token === '[') levels.push({ members: undefined, items: 0, step: '/0' });
    else if (token === '}' || token === ']') levels.pop();
    else if (token === ',') {
      if (level && !level.members) level.step = `/${++level.items}`;
    } else if (level?.members && string && colon) {
      const name: string = JSON.parse(string);
      level.step = jsonPointer(name);
      if (level.members.has(name)) return levels.map(({ step }) => step).join('');
      level.members.add(name);
    }
  }
  return '';
}
