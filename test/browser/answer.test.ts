import { execFile, spawnSync } from 'node:child_process';
import { promisify } from 'node:util';
import { expect, inject, test } from 'vitest';
import { ask, openAnswered, PATH, ROW, show } from './page.ts';

test('a band on the line, and words, say how sure the probability is', async () => {
  const path = `${PATH}&variant=${(await show('delay')).variants.find(({ interval }) => interval)!.variant}`;
  const page = await openAnswered({ path });
  const variant = new URL(page.url()).searchParams.get('variant');
  const { interval } = (await ask(`/inference/delay/${variant}?interval=0.9`, ROW)).body;
  const [low, high] = interval!.map((bound) => `${(100 * bound).toFixed(1)}%`);
  const words = `Between ${low} and ${high}, 90% sure.`;
  expect(await page.locator('.range').textContent()).toContain(words);
  expect(await page.locator('#status').textContent()).toContain(words);
  expect(await page.locator('#curl').textContent()).toContain('?explain&interval=0.9');

  const [line, band] = await Promise.all(['.line', '.band'].map((name) => page.locator(name).boundingBox()));
  expect(Math.abs((band!.x - line!.x) / line!.width - interval![0])).toBeLessThan(0.01);
  expect(Math.abs(band!.width / line!.width - (interval![1] - interval![0]))).toBeLessThan(0.01);
});

test('a variant that cannot say how sure it is gets no band', async () => {
  const page = await openAnswered({
    path: PATH,
    prepare: async (page) => {
      await page.route('**/models/delay', async (route) => {
        const model = await (await route.fetch()).json();
        for (const variant of model.variants) variant.interval = false;
        await route.fulfill({ json: model });
      });
    },
  });
  expect(await page.locator('.band, .range').count()).toBe(0);
  expect(await page.locator('#curl').textContent()).not.toContain('interval');
});

test('bars are in the order of the explanation, the largest first, and on the side of their sign', async () => {
  const page = await openAnswered({ path: PATH });
  const { body } = await ask('/inference/delay?explain', ROW);
  const bars = page.locator('.drivers li');
  const shown = await bars.locator('.factor').allTextContents();
  expect(shown).toEqual(body.explanation.contributions.map(({ logOdds }) => `×${Math.exp(logOdds).toFixed(2)}`));
  const sizes = body.explanation.contributions.map(({ logOdds }) => Math.abs(logOdds));
  expect(sizes).toEqual(sizes.toSorted((a, b) => b - a));
  const classes = await Promise.all((await bars.locator('.bar').all()).map((bar) => bar.getAttribute('class')));
  expect(classes).toEqual(
    body.explanation.contributions.map(({ logOdds }) => (logOdds > 0 ? 'bar raises' : 'bar lowers')),
  );
});

test('the threshold decides, with the precision and recall that were measured', async () => {
  const page = await openAnswered({ path: PATH });
  const { variants } = await show('delay');
  const { body } = await ask('/inference/delay?explain', ROW);
  const { curve } = variants.find(({ variant }) => variant === body.variant)!.evaluation[0]!;
  const slider = page.getByRole('slider');
  for (const threshold of ['5', '60']) {
    await slider.fill(threshold);
    const [, positives, negatives] = curve[Number(threshold)]!;
    const [precision, recall] = await page.locator('#threshold-readout dd').allTextContents();
    expect(precision).toBe(`${Math.round((100 * positives) / (positives + negatives))}%`);
    expect(recall).toBe(`${Math.round((100 * positives) / curve[0]![1])}%`);
    const decided = body.prediction[1] >= Number(threshold) / 100 ? 'late' : 'on time';
    expect(await page.locator('.decision').textContent()).toContain(decided);
  }
});

test('the threshold is read out as a percentage, and a named one is taken without losing the focus', async () => {
  const page = await openAnswered({ path: PATH });
  const slider = page.getByRole('slider');
  await slider.fill('30');
  expect(await slider.getAttribute('aria-valuetext')).toBe('30%');
  const rebook = page.getByRole('button', { name: 'Rebook 50%' });
  expect(await rebook.getAttribute('aria-pressed')).toBe('false');
  await rebook.click();
  expect(await slider.inputValue()).toBe('50');
  expect(await page.locator('.decision').textContent()).toContain('on time');
  expect(await rebook.getAttribute('aria-pressed')).toBe('true');
  expect(await page.locator(':focus').textContent()).toBe('Rebook 50%');
  await page.getByLabel('Hour').fill('7');
  await expect.poll(() => page.url()).toContain('HORA-I=7');
  expect(await slider.inputValue()).toBe('50');
});

test('the calibration plot says how often the range of this answer came true', async () => {
  const page = await openAnswered({ path: PATH });
  expect(await page.locator('.plot .bin').count()).toBeGreaterThan(4);
  expect(await page.locator('.plot').getAttribute('aria-label')).toMatch(/the model said \d+%–\d+%, [\d.]+% of [\d,]+/);
});

const hasCurl = spawnSync('curl', ['--version']).status === 0;

test.runIf(hasCurl)('the curl of the page, run in a shell, gives the same answer', async () => {
  const page = await openAnswered({ path: PATH });
  const command = (await page.locator('#curl').textContent())!;
  const env = { ...process.env, API_KEY: inject('key') };
  const { stdout } = await promisify(execFile)('sh', ['-c', `${command} --silent`], { env });
  const { body } = JSON.parse(stdout);
  expect(`${(100 * body.prediction[1]).toFixed(1)}%`).toBe(await page.locator('#probability').textContent());
});

test('Copy puts the curl on the clipboard, says so, and offers itself again', async () => {
  const page = await openAnswered({ path: PATH });
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  await page.getByRole('button', { name: 'Copy' }).click();
  expect(await page.locator('#copy').textContent()).toBe('Copied');
  expect(await page.evaluate('navigator.clipboard.readText()')).toBe(await page.locator('#curl').textContent());
  await expect.poll(() => page.locator('#copy').textContent(), { timeout: 4000 }).toBe('Copy');
});

test.each([
  ['is closed', "document.execCommand = () => true; Object.defineProperty(navigator, 'clipboard', {})", 'Copied'],
  ['is denied', "navigator.clipboard.writeText = () => Promise.reject(new Error('denied'))", 'Copied'],
  [
    'and every other way are closed',
    "document.execCommand = () => false; Object.defineProperty(navigator, 'clipboard', {})",
    'Selected: copy it',
  ],
])('where the clipboard %s, Copy finds another way or leaves the text selected', async (_, broken, says) => {
  const page = await openAnswered({ path: PATH, prepare: (page) => page.addInitScript(broken) });
  await page.locator('#copy').click();
  await expect.poll(() => page.locator('#copy').textContent()).toBe(says);
  expect(await page.evaluate('getSelection().toString()')).toBe(await page.locator('#curl').textContent());
});
