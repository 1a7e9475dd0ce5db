const WIDTH = 120;

/**
 * JSON as a person would lay it out: what fits on a line of 120 characters stays on it, lists of plain values fill
 * their lines, everything else has a line per member. Ends with a newline.
 */
export function jsonText(value: unknown): string {
  return `${layOut(value, '', 0)}\n`;
}

function layOut(value: unknown, indent: string, begin: number): string {
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const short = oneLine(value);
  const isDocument = indent === '' && begin === 0;
  if (!isDocument && begin + short.length < WIDTH) return short;
  const inner = `${indent}  `;
  if (Array.isArray(value)) {
    const items = value.map((item) => layOut(item, inner, inner.length));
    const arePlain = value.every((item) => typeof item !== 'object');
    return `[\n${arePlain ? fill(items, inner) : items.map((item) => inner + item).join(',\n')}\n${indent}]`;
  }
  const members = Object.entries(value).map(([name, member]) => {
    const key = `${inner}${JSON.stringify(name)}: `;
    return key + layOut(member, inner, key.length);
  });
  return `{\n${members.join(',\n')}\n${indent}}`;
}

function oneLine(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(oneLine).join(', ')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const members = Object.entries(value).map(([name, member]) => `${JSON.stringify(name)}: ${oneLine(member)}`);
  return members.length === 0 ? '{}' : `{ ${members.join(', ')} }`;
}

function fill(items: readonly string[], indent: string): string {
  const lines = [indent];
  for (const [position, item] of items.entries()) {
    const text = position < items.length - 1 ? `${item},` : item;
    const line = lines.at(-1)!;
    if (line === indent) lines[lines.length - 1] = indent + text;
    else if (line.length + 1 + text.length <= WIDTH) lines[lines.length - 1] = `${line} ${text}`;
    else lines.push(indent + text);
  }
  return lines.join('\n');
}
