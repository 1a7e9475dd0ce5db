import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import type { Page } from 'playwright-core';

const axe = await readFile(fileURLToPath(import.meta.resolve('axe-core/axe.min.js')), 'utf8');

/** Accessibility rules that a page, or the given parts of it, violates, each with the element. */
export async function violations(
  page: Page,
  parts: { include?: string[]; exclude?: string[] } = {},
): Promise<string[]> {
  await page.evaluate(axe);
  const context = 'include' in parts ? JSON.stringify(parts) : 'document';
  const run = `axe.run(${context}, { resultTypes: ['violations'] }).then((r) => r.violations)`;
  const found = await page.evaluate<{ id: string; nodes: { html: string }[] }[]>(run);
  return found.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html}`));
}
