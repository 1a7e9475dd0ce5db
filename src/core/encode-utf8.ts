/** The UTF-8 of a text; undefined for one with lone surrogates, which has none. */
export function utf8(text: string): Uint8Array | undefined {
  if (!text.isWellFormed()) return undefined;
  const escaped = encodeURIComponent(text).match(/%..|[^%]/g) ?? [];
  return Uint8Array.from(escaped, (unit) =>
    unit.length === 1 ? unit.charCodeAt(0) : Number.parseInt(unit.slice(1), 16),
  );
}
