/** The bytes of a text in UTF-8; undefined for a text with lone surrogates, which UTF-8 cannot express. */
export function utf8(text: string): Uint8Array | undefined {
  if (!text.isWellFormed()) return undefined;
  const escaped = encodeURIComponent(text).match(/%..|[^%]/g) ?? [];
  return Uint8Array.from(escaped, (unit) =>
    unit.length === 1 ? unit.charCodeAt(0) : Number.parseInt(unit.slice(1), 16),
  );
}
