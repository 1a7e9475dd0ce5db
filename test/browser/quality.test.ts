import { expect, inject, test } from 'vitest';
import { violations } from './axe.ts';
import { openAnswered, openPage, show } from './page.ts';

const { models } = await show();

test.for([
  ['light', 1280],
  ['dark', 1280],
  ['light', 390],
  ['dark', 320],
] as const)('axe finds nothing, and nothing is wider than the page: %s, %i px wide', async ([colorScheme, width]) => {
  const options = { colorScheme, viewport: { width, height: 800 } };
  const answered = await openAnswered(options);
  expect(await violations(answered)).toEqual([]);
  const [content, frame] = await answered.evaluate<[number, number]>(
    '[document.documentElement.scrollWidth, document.documentElement.clientWidth]',
  );
  expect(content).toBeLessThanOrEqual(frame);

  await answered.getByText('Advanced').click();
  await answered.getByLabel('Hour').fill('24');
  await answered.locator('.stale').waitFor();
  expect(await violations(answered)).toEqual([]);

  const start = await openPage({ ...options, key: '' });
  expect(await violations(start)).toEqual([]);

  await start.getByRole('combobox', { name: 'Destination' }).click();
  expect(await violations(start)).toEqual([]);

  const refused = await openPage({ ...options, key: 'lr_wrong' });
  await expect.poll(() => refused.locator('#key-error').textContent()).not.toBe('');
  expect(await violations(refused)).toEqual([]);
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
  expect(paths).toEqual(expect.arrayContaining(['/', '/playground.js', '/words.json', '/models', '/models/delay']));
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
