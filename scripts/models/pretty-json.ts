const WIDEST = 120;
/** A longer list of numbers has several numbers on a line. */
const MOST_LINES = 300;

/** JSON for people and for diffs: an array or object is on one line if it fits, else it has one member per line. */
export function prettyJson(value: unknown, indent = ''): string {
  const short = oneLine(value);
  if (value === null || typeof value !== 'object' || indent.length + short.length <= WIDEST) return short;
  const inner = `${indent}  `;
  if (Array.isArray(value) && value.length > MOST_LINES && value.every((member) => typeof member === 'number')) {
    return `[\n${filled(value, inner)}\n${indent}]`;
  }
  const members = Array.isArray(value)
    ? value.map((member) => prettyJson(member, inner))
    : Object.entries(value).map(([name, member]) => `${JSON.stringify(name)}: ${prettyJson(member, inner)}`);
  const [open, close] = Array.isArray(value) ? '[]' : '{}';
  return `${open}\n${members.map((member) => inner + member).join(',\n')}\n${indent}${close}`;
}

function filled(numbers: readonly number[], indent: string): string {
  const lines = [indent];
  for (const [position, number] of numbers.entries()) {
    const text = position < numbers.length - 1 ? `${number},` : String(number);
    if (lines.at(-1)!.length + text.length > WIDEST) lines.push(indent);
    lines[lines.length - 1] += text;
  }
  return lines.join('\n');
}

function oneLine(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(oneLine).join(', ')}]`;
  if (value === null || typeof value !== 'object') return JSON.stringify(value);
  const members = Object.entries(value).map(([name, member]) => `${JSON.stringify(name)}: ${oneLine(member)}`);
  return members.length > 0 ? `{ ${members.join(', ')} }` : '{}';
}
