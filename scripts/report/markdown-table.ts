/** Rows of text as a Markdown table, the first row as the heading. */
export function markdownTable(rows: readonly (readonly string[])[]): string {
  const [heading, ...body] = rows.map((row) => `| ${row.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`);
  return [heading, `| ${rows[0]!.map(() => '---').join(' | ')} |`, ...body].join('\n');
}
