import type { Page } from 'playwright-core';
import { expect, inject, test } from 'vitest';
import { PROBLEM_HELP } from '../../scripts/openapi/problem-help.ts';
import { PROBLEMS, type ProblemCode } from '../../src/core/contract/problems.ts';
import { PROOF } from '../proof.ts';
import { violations } from './axe.ts';
import { openPage, ROW } from './page.ts';

function openDocs(options: object = {}): Promise<Page> {
  return openPage({ path: '/docs', key: '', waitFor: '.opblock', ...options });
}

/** Enters the key and opens the first operation for trying it out. */
async function tryOut(page: Page) {
  await page.getByRole('button', { name: 'Authorize' }).click();
  await page.locator('.modal-ux input').fill(inject('key'));
  await page.locator('.modal-ux .authorize').click();
  await page.locator('.modal-ux .btn-done').click();
  const operation = page.locator('.opblock-post').first();
  await operation.locator('.opblock-summary-control').click();
  await operation.getByRole('button', { name: 'Try it out' }).click();
  return operation;
}

test('/docs shows every operation of the document once, and no list of servers', async () => {
  const page = await openDocs();
  const { paths } = JSON.parse(await (await fetch(`${inject('url')}/openapi.json`)).text());
  const shown = await page.locator('.opblock-summary-path').allTextContents();
  expect(shown.map((path) => path.replaceAll('\u200b', '')).sort()).toEqual(Object.keys(paths).sort());
  expect(await page.locator('.servers').count()).toBe(0);
  expect(await page.locator('.info .url').isVisible()).toBe(false);
});

test('“Try it out” on /docs offers true and false for options, no empty value, and sends a row, and NDJSON as typed', async () => {
  const page = await openDocs();
  const sent: (string | null)[] = [];
  const statuses: number[] = [];
  page.on('response', (response) => {
    if (response.request().method() !== 'POST') return;
    sent.push(response.request().postData());
    statuses.push(response.status());
  });
  const operation = await tryOut(page);
  const execute = async () => {
    const count = statuses.length;
    await operation.locator('.execute').click();
    await expect.poll(() => statuses.length).toBe(count + 1);
  };
  const explain = operation.locator('tr[data-param-name=explain]');
  expect(await explain.locator('option').allTextContents()).toEqual(['--', 'true', 'false']);
  expect(await operation.getByText('Available values').count()).toBe(0);
  await execute();
  await operation.locator('.opblock-section-request-body .content-type').selectOption('application/x-ndjson');
  await expect.poll(() => operation.locator('textarea').inputValue()).toMatch(/^(\{"DIA-I":.*\}\n)+$/);
  await execute();
  await operation.locator('textarea').fill(`${JSON.stringify(ROW)}\n`);
  await execute();
  expect(statuses).toEqual([200, 200, 200]);
  expect(sent[1]).toMatch(/^(\{"DIA-I":.*\}\n)+$/);
  expect(sent[2]).toBe(`${JSON.stringify(ROW)}\n`);
});

/** The parts of /docs that are ours; the viewer itself is not. */
const DOCS = [{ include: ['header'] }, { include: ['.info'], exclude: ['.info .version', '.info code'] }];
const ALL = [{}];

const [QUICK, ...MORE] = [
  [
    { colorScheme: 'dark', width: 1280 },
    { colorScheme: 'light', width: 320 },
  ],
  { colorScheme: 'light', width: 1280 },
  { colorScheme: 'dark', width: 320 },
] as const;
/** Each colour scheme in one width, with PROOF=all in both; first the one in which the page opens. */
const LOOKS = PROOF ? [...QUICK, ...MORE] : QUICK;
const [OPENED] = LOOKS;

test.each([
  ['/docs', '.opblock', '.swagger-ui', DOCS],
  ['/problems', 'h1', 'body', ALL],
  ['/problems/invalid-input', 'h1', 'body', ALL],
  ['/es/problems/invalid-input', 'h1', 'body', ALL],
])('%s passes axe outside the viewer, fits, and follows the colour scheme', async (path, waitFor, coloured, parts) => {
  const { colorScheme, width } = OPENED;
  const page = await openPage({ path, key: '', waitFor, colorScheme, viewport: { width, height: 800 } });
  for (const { colorScheme, width } of LOOKS) {
    await page.emulateMedia({ colorScheme });
    await page.setViewportSize({ width, height: 800 });
    await expect.poll(() => brightness(page, coloured)).toBe(colorScheme);
    for (const part of parts) expect(await violations(page, part)).toEqual([]);
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(width);
  }
});

async function brightness(page: Page, selector: string): Promise<'light' | 'dark'> {
  const body = 'getComputedStyle(document.body).color';
  const colour = await page.evaluate<string>(
    `(${body}, getComputedStyle(document.querySelector('${selector}')).color)`,
  );
  return Number(/\d+/.exec(colour)) < 128 ? 'light' : 'dark';
}

test('/problems leads to a page for every problem, with status, meaning, remedy and an example, and back', async () => {
  const page = await openPage({ path: '/problems', key: '', waitFor: 'h1' });
  for (const code of Object.keys(PROBLEMS) as ProblemCode[]) {
    const { status, title } = PROBLEMS[code];
    const { meaning, remedy } = PROBLEM_HELP[code];
    await page.getByRole('link', { name: title, exact: true }).click();
    await page.getByRole('link', { name: 'All problems' }).waitFor();
    expect(new URL(page.url()).pathname).toBe(`/problems/${code}`);
    expect(await page.locator('h1').textContent()).toBe(`${status} ${title}`);
    expect(await page.locator('h2:has-text("What it means") + p').textContent()).toBe(meaning);
    expect(await page.locator('h2:has-text("How to fix it") + p').textContent()).toBe(remedy);
    expect(JSON.parse((await page.locator('pre').textContent())!)).toMatchObject({ type: `/problems/${code}`, status });
    await page.getByRole('link', { name: 'All problems' }).click();
  }
});

test('a Spanish playground leads to the reference and the problems in Spanish, which lead to their English twins', async () => {
  const page = await openPage({ locale: 'es-CL' });
  await page.getByRole('link', { name: 'Referencia' }).click();
  await page.locator('.opblock').first().waitFor();
  expect(await page.locator('html').getAttribute('lang')).toBe('es');
  await page.getByRole('link', { name: 'Errores' }).click();
  await page.getByRole('link', { name: 'Demasiadas peticiones' }).click();
  await expect.poll(() => page.getByRole('heading', { level: 1 }).textContent()).toBe('429 Demasiadas peticiones');
  await page.getByRole('link', { name: 'English' }).click();
  await expect.poll(() => page.getByRole('heading', { level: 1 }).textContent()).toBe('429 Too many requests');
  expect(new URL(page.url()).pathname).toBe('/problems/rate-limited');
});

test('on /docs a word says where a key is needed, and whether one was given', async () => {
  const page = await openDocs();
  const word = () =>
    page.evaluate(`getComputedStyle(document.querySelector('.opblock-post .authorization__btn'), '::after').content`);
  expect(await word()).toBe('"needs a key"');
  await tryOut(page);
  expect(await word()).toBe('"ready to try"');
});
