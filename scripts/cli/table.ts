/** Rows of text as a table; the first row is the heading. */
export function table(rows: readonly (readonly string[])[]): string {
  const widths = rows[0]!.map((_, column) => Math.max(...rows.map((row) => row[column]!.length)));
  const line = (row: readonly string[]) =>
    row
      .map((cell, column) => cell.padEnd(widths[column]!))
      .join('  ')
      .trimEnd();
  const [heading, ...body] = rows.map(line);
  return [heading, widths.map((width) => '─'.repeat(width)).join('  '), ...body].join('\n');
}
