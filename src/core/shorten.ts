/** At most 80 UTF-16 units of a text, without half a character at the end. */
export function shorten(text: string): string {
  return text.length > 80 ? `${text.slice(0, 79).replace(/[\ud800-\udbff]$/, '')}…` : text;
}
