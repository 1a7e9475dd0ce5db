import { expect, inject, test } from 'vitest';
import { openAnswered, openPage, PATH } from './page.ts';

test.for([
  [1366, 768],
  [1280, 720],
  [1280, 1000],
] as const)('in a window of %i × %i the whole form stays visible while the page scrolls', async ([width, height]) => {
  const page = await openAnswered({ path: PATH, viewport: { width, height } });
  for (const top of [0, 900]) {
    await page.evaluate(`scrollTo(0, ${top})`);
    const { y, height: own } = (await page.locator('#form').boundingBox())!;
    expect(y).toBeGreaterThanOrEqual(0);
    expect(y + own).toBeLessThanOrEqual(height);
  }
});

test('a form that is taller than the window scrolls with the page, so that all of it can be reached', async () => {
  const page = await openAnswered({ path: PATH, viewport: { width: 1280, height: 500 } });
  await page.evaluate('scrollTo(0, 900)');
  expect((await page.locator('#form').boundingBox())!.y).toBeLessThan(-100);
  await page.getByRole('button', { name: 'Predict' }).scrollIntoViewIfNeeded();
  const { y, height } = (await page.getByRole('button', { name: 'Predict' }).boundingBox())!;
  expect(y + height).toBeLessThanOrEqual(500);
});

test.for(['en-GB', 'es-CL'])(
  'on a narrow phone nothing is cut off, and the header does not wrap: %s',
  async (locale) => {
    for (const width of [320, 390]) {
      const page = await openAnswered({ path: PATH, locale, viewport: { width, height: 800 } });
      const { height } = (await page.locator('.bar-top').boundingBox())!;
      expect(height).toBeLessThan(60);
      const cut = await page.evaluate<string[]>(
        `[...document.querySelectorAll('main :not(.visually-hidden, #curl, select, input, svg *)')]
        .filter((part) => part.scrollWidth > part.clientWidth + 1 && part.clientWidth > 0 && getComputedStyle(part).display !== 'inline')
        .map((part) => part.id || part.className || part.tagName)`,
      );
      expect(cut).toEqual([]);
      expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(width);
      expect(await page.evaluate('getComputedStyle(form).position')).toBe('static');
    }
  },
);

test('long lines of the curl command scroll, by keyboard too', async () => {
  const page = await openAnswered({ path: PATH, viewport: { width: 390, height: 800 } });
  const curl = page.locator('#curl');
  await curl.focus();
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('ArrowRight');
  await expect.poll(() => page.evaluate<number>('curl.scrollLeft')).toBeGreaterThan(0);
});

test('before the first answer there is a placeholder, which the answer replaces', async () => {
  const page = await openPage({ path: PATH, key: '' });
  expect(await page.locator('#waiting').textContent()).toMatch(/^\s*Fill in the form and press Predict\.\s*$/);
  expect(await page.locator('.ghost').isVisible()).toBe(true);
  await page.getByLabel('API key').fill(inject('key'));
  await page.getByRole('button', { name: 'Predict' }).click();
  await page.locator('#probability').waitFor();
  expect(await page.locator('.ghost').isVisible()).toBe(false);
});

test('until the models are loaded, the page has a heading, placeholders for fields, and no empty list', async () => {
  let release = () => {};
  const held = new Promise<void>((resolve) => {
    release = resolve;
  });
  const page = await openPage({
    waitFor: '#fields .blank',
    prepare: (page) =>
      page.route('**/models', async (route) => {
        await held;
        await route.continue();
      }),
  });
  expect(await page.locator('h1').textContent()).toBe('How likely is it?');
  expect(await page.locator('#invitation').textContent()).toBe('Loading …');
  const selects = await page.locator('select:visible').all();
  for (const select of selects) expect(await select.locator('option').count()).toBeGreaterThan(1);
  release();
  await page.locator('#probability').waitFor();
  expect(await page.locator('#fields .blank').count()).toBe(0);
});

test('without JavaScript the page says what to use instead', async () => {
  const page = await openPage({ key: '', javaScriptEnabled: false, waitFor: 'noscript' });
  expect(await page.locator('noscript').textContent()).toContain('openapi.json');
  expect(await page.locator('#form').isVisible()).toBe(false);
});

test('on localhost the page says which command makes keys; elsewhere it says who provides them', async () => {
  const page = await openPage({ key: '' });
  expect(await page.locator('#key-hint').textContent()).toContain('npm start prints a key');
  const { port } = new URL(inject('url'));
  const elsewhere = await openPage({
    key: '',
    prepare: (page) =>
      page.route('http://edge.test/**', (route) =>
        route
          .fetch({ url: route.request().url().replace('edge.test', `127.0.0.1:${port}`) })
          .then((response) => route.fulfill({ response })),
      ),
    origin: 'http://edge.test',
  });
  expect(await elsewhere.locator('#key-hint').textContent()).toBe('Kept in this tab only. Ask the operator for a key.');
});
