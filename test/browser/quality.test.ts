import type { Page } from 'playwright-core';
import { expect, inject, test } from 'vitest';
import { PROOF } from '../proof.ts';
import { violations } from './axe.ts';
import { openAnswered, openPage, show } from './page.ts';

const { models } = await show();

const [QUICK, ...MORE] = [
  [
    { colorScheme: 'light', width: 1280 },
    { colorScheme: 'dark', width: 320 },
  ],
  { colorScheme: 'dark', width: 1280 },
  { colorScheme: 'light', width: 390 },
] as const;
/** Each colour scheme in one width; with PROOF=all in both. */
const LOOKS = PROOF ? [...QUICK, ...MORE] : QUICK;

async function expectQuality(page: Page): Promise<void> {
  for (const { colorScheme, width } of LOOKS) {
    await page.emulateMedia({ colorScheme });
    await page.setViewportSize({ width, height: 800 });
    expect(await violations(page), `${colorScheme}, ${width} px`).toEqual([]);
    const { scrollWidth, clientWidth } = await page.evaluate<{ scrollWidth: number; clientWidth: number }>(
      '(({ scrollWidth, clientWidth }) => ({ scrollWidth, clientWidth }))(document.documentElement)',
    );
    expect(scrollWidth, `${width} px`).toBeLessThanOrEqual(clientWidth);
  }
}

test('axe finds nothing, and nothing is wider than the page, in every look: an answer, and an old one', async () => {
  const page = await openAnswered();
  await expectQuality(page);
  await page.getByText('Advanced').click();
  await page.getByLabel('Hour').fill('24');
  await page.locator('.stale').waitFor();
  await expectQuality(page);
});

test('axe finds nothing, and nothing is wider than the page, in every look: no key, and an open list', async () => {
  const page = await openPage({ key: '' });
  await expectQuality(page);
  await page.getByRole('combobox', { name: 'Destination' }).click();
  await expectQuality(page);
});

test('axe finds nothing, and nothing is wider than the page, in every look: a refused key', async () => {
  const page = await openPage({ key: 'lr_wrong' });
  await expect.poll(() => page.locator('#key-error').textContent()).not.toBe('');
  await expectQuality(page);
});

test.for(models)('the page shows form, answer and bars of the model $model', async ({ model }) => {
  const page = await openAnswered({ path: `/?model=${model}` });
  expect(await page.locator('#probability').textContent()).toMatch(/^[\d.]+%$/);
  expect(await page.locator('.drivers li').count()).toBeGreaterThan(1);
});

test('the page weighs less than 100 KB, talks to its own service only, and logs no error or violation of its policy', async () => {
  const problems: string[] = [];
  const weights: Promise<[url: string, bytes: number]>[] = [];
  await openAnswered({
    prepare: async (page) => {
      page.on('console', (message) => problems.push(message.text()));
      page.on('pageerror', (error) => problems.push(error.message));
      page.on('response', (response) => {
        weights.push(response.body().then(({ length }) => [response.url(), length]));
      });
    },
  });
  const loaded = await Promise.all(weights);
  expect(problems).toEqual([]);
  expect(loaded.filter(([url]) => !url.startsWith(inject('url')))).toEqual([]);
  const paths = loaded.map(([url]) => new URL(url).pathname);
  expect(paths).toEqual(expect.arrayContaining(['/', '/playground.js', '/words/en.json', '/models', '/models/delay']));
  expect(loaded.reduce((sum, [, bytes]) => sum + bytes, 0)).toBeLessThan(100_000);
});

test('every link of the page works', async () => {
  const page = await openPage();
  const links = await page.getByRole('link').all();
  const paths = await Promise.all(links.map((link) => link.getAttribute('href')));
  expect(paths).not.toEqual([]);
  for (const path of paths) expect((await fetch(new URL(path!, inject('url')))).status, path!).toBe(200);
});

test('headers of the page keep out other scripts, frames and referrers', async () => {
  const { headers } = await fetch(inject('url'));
  const policy = headers.get('content-security-policy')!;
  expect(policy).toContain("default-src 'none'");
  expect(policy).toContain("frame-ancestors 'none'");
  expect(policy).not.toContain('unsafe');
  expect(headers.get('x-content-type-options')).toBe('nosniff');
  expect(headers.get('referrer-policy')).toBe('no-referrer');
});

test('a model without words gets a form from its fields alone, numbers included', async () => {
  const fields = [
    { name: 'weight', type: 'number', description: '', minimum: 0 },
    {
      name: 'colour',
      type: 'category',
      description: '',
      vocabulary: ['red', 'green'],
      unknown: 'reject',
      match: 'exact',
    },
    { name: 'rooms', type: 'integer', description: '', minimum: 1, maximum: 5 },
  ];
  const stranger = {
    model: 'stranger',
    title: 'Will it sell?',
    classes: ['no', 'yes'],
    fields,
    serves: [],
    variants: [],
  };
  const page = await openPage({
    path: '/?model=stranger',
    key: '',
    prepare: async (page) => {
      await page.route('**/models', (route) => route.fulfill({ json: { models: [stranger] } }));
      await page.route('**/models/stranger', (route) => route.fulfill({ json: stranger }));
    },
  });
  expect(await page.locator('h1').textContent()).toBe('Will it sell?');
  expect(await page.locator('#fields label').allTextContents()).toEqual(['weight', 'colour', 'rooms']);
  expect(await page.getByLabel('rooms').getAttribute('max')).toBe('5');
});

test('if the list of models needs a key, the page asks for the key first', async () => {
  const page = await openPage({
    key: '',
    waitFor: '#key-error:not(:empty)',
    prepare: async (page) => {
      await page.route('**/models', async (route) => {
        const hasKey = (await route.request().headerValue('x-api-key')) !== null;
        await (hasKey ? route.continue() : route.fulfill({ status: 401, json: { detail: 'Send a key.' } }));
      });
    },
  });
  expect(await page.locator('#fields .field').count()).toBe(0);
  await page.getByLabel('API key').fill(inject('key'));
  await page.getByRole('button', { name: 'Predict' }).click();
  await page.locator('#probability').waitFor();
});

test('the page says so when the service does not answer', async () => {
  const page = await openAnswered();
  await page.route('**/inference/**', (route) => route.abort());
  await page.getByRole('button', { name: 'Predict' }).click();
  await expect.poll(() => page.getByRole('alert').textContent()).toContain('is not responding');
});
