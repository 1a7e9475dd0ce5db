import { execFile, spawnSync } from 'node:child_process';
import { promisify } from 'node:util';
import { expect, inject, test } from 'vitest';
import { ask, openAnswered, PATH, ROW, show } from './page.ts';

test('whiskers on the scale and a sentence show the interval of the probability', async () => {
  const path = `${PATH}&variant=${(await show('delay')).variants.find(({ interval }) => interval)!.variant}`;
  const page = await openAnswered({ path });
  const variant = new URL(page.url()).searchParams.get('variant');
  const { interval } = (await ask(`/inference/delay/${variant}?interval=0.9`, ROW)).body;
  const [low, high] = interval!.map((bound) => `${(100 * bound).toFixed(1)}%`);
  const words = `Between ${low} and ${high}, 90% sure.`;
  expect(await page.locator('.range').textContent()).toContain(words);
  expect(await page.locator('#status').textContent()).toContain(words);
  expect(await page.locator('#curl').textContent()).toContain('?explain&interval=0.9');

  const [line, whisker] = await Promise.all(
    ['#answer .line', '.whisker'].map((name) => page.locator(name).boundingBox()),
  );
  expect(Math.abs((whisker!.x - line!.x) / line!.width - interval![0])).toBeLessThan(0.01);
  expect(Math.abs(whisker!.width / line!.width - (interval![1] - interval![0]))).toBeLessThan(0.01);
});

test('a variant without an interval gets no whiskers', async () => {
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
  expect(await page.locator('.whisker, .range').count()).toBe(0);
  expect(await page.locator('#curl').textContent()).not.toContain('interval');
});

test('bars are in the order of the explanation, largest first, on the side of their sign', async () => {
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

test('the threshold decides, and the page shows the measured precision and recall', async () => {
  const page = await openAnswered({ path: PATH });
  const { variants } = await show('delay');
  const { body } = await ask('/inference/delay?explain', ROW);
  const { evaluation } = variants.find(({ variant }) => variant === body.variant)!;
  const { curve, rows } = evaluation.find(({ split }) => split === 'time')!;
  const slider = page.getByRole('slider');
  for (const threshold of ['5', '60']) {
    await slider.fill(threshold);
    const [, positives, negatives] = curve[Number(threshold)]!;
    const [precision, recall] = await page.locator('#threshold-figures dd').allTextContents();
    expect(precision).toBe(`${Math.round((100 * positives) / (positives + negatives))}%`);
    expect(recall).toBe(`${Math.round((100 * positives) / curve[0]![1])}%`);
    const decided = body.prediction[1] >= Number(threshold) / 100 ? 'a delay of 15 minutes or more' : 'on time';
    expect(await page.locator('.decision').textContent()).toContain(decided);
  }
  expect(await page.locator('#threshold-section').textContent()).toContain(
    `Measured on ${rows.toLocaleString('en')} later cases.`,
  );
});

test('the threshold is announced as a percentage, and its buttons keep the focus', async () => {
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

test('the calibration plot says how often the range of this answer came true, later cases first', async () => {
  const page = await openAnswered({ path: PATH });
  expect(await page.locator('#calibration .plot').getAttribute('aria-label')).toMatch(
    /the model said \d+%–\d+%, the outcome was “.+” in [\d.]+% of [\d,]+ cases/,
  );
  expect(await page.locator('#calibration .curve').count()).toBe(2);
  const splits = await page.locator('.splits li').allTextContents();
  expect(splits.map((text) => text.replace(/[\d.,]+/g, 'n'))).toEqual([
    'n later cases: AUC n',
    'n cases held out at random: AUC n',
  ]);
});

test('on the calibration plot, the point of this answer is at its probability and at the observed share of its range', async () => {
  const page = await openAnswered({ path: PATH });
  const { body } = await ask('/inference/delay', ROW);
  const [said, observed] = await page.evaluate<[number, number]>(`(() => {
    const place = (name) => Number(document.querySelector('#calibration .own').getAttribute(name));
    const ends = document.querySelector('#calibration .diagonal').getAttribute('d').match(/[\\d.]+/g).map(Number);
    const last = [...document.querySelectorAll('#calibration .plot text')].filter((text) => /^\\d+%$/.test(text.textContent));
    const end = Math.max(...last.map((text) => parseInt(text.textContent))) / 100;
    return [
      (end * (place('cx') - ends[0])) / (ends[2] - ends[0]),
      (end * (place('cy') - ends[1])) / (ends[3] - ends[1]),
    ];
  })()`);
  expect(said).toBeCloseTo(body.prediction[1], 3);
  const readout = await page.locator('.readout').textContent();
  expect(100 * observed).toBeCloseTo(Number(/ in ([\d.]+)% of/.exec(readout!)![1]), 1);
});

test('the points of the bars add up to the difference between an average row and this one', async () => {
  const page = await openAnswered({ path: PATH });
  const points = (await page.locator('.points b').allTextContents()).map((text) =>
    Number.parseFloat(text.replace('−', '-')),
  );
  const [from, to] = (await page.locator('.end b').allTextContents()).map((text) => Number.parseFloat(text));
  expect(points.length).toBeGreaterThan(3);
  expect(Math.abs(points.reduce((sum, one) => sum + one) - (to! - from!))).toBeLessThan(0.05 * (points.length + 2));
  const { logOdds } = (await ask('/inference/delay?explain', ROW)).body.explanation.contributions[0]!;
  expect(await page.locator('.drivers li .visually-hidden').first().textContent()).toMatch(
    new RegExp(`${logOdds > 0 ? 'raises' : 'lowers'} the chance by about [\\d.]+ points`),
  );
});

test('the longest bars reach both ends of the axis', async () => {
  const page = await openAnswered({ path: '/?model=us-delay' });
  const axis = (await page.locator('.axis').first().boundingBox())!;
  const bars = (await Promise.all((await page.locator('.bar').all()).map((bar) => bar.boundingBox()))).map(
    (box) => box!,
  );
  expect(Math.min(...bars.map(({ x }) => x))).toBeCloseTo(axis.x, 0);
  expect(Math.max(...bars.map(({ x, width }) => x + width))).toBeCloseTo(axis.x + axis.width, 0);
});

test.for([0.004, 0.5, 0.996])(
  'the marks of the scale name average and threshold, and stay on it, at %d',
  async (share) => {
    const page = await openAnswered({
      path: PATH,
      viewport: { width: 320, height: 700 },
      prepare: (page) =>
        page.route('**/inference/**', async (route) => {
          const answer = await (await route.fetch()).json();
          if ('prediction' in answer.body) {
            answer.body.prediction = [1 - share, share];
            answer.body.explanation.baseline = Math.log(share / (1 - share));
          }
          await route.fulfill({ json: answer });
        }),
    });
    await page.getByRole('slider').fill(share < 0.01 ? '1' : share > 0.99 ? '99' : '50');
    const scale = (await page.locator('.scale').boundingBox())!;
    const marks = await page.locator('.mark').all();
    expect(await page.locator('.mark').allTextContents()).toEqual([
      expect.stringMatching(/^threshold \d+%$/),
      expect.stringMatching(/^average [\d.]+%$/),
    ]);
    for (const mark of marks) {
      const box = (await mark.boundingBox())!;
      expect(box.x).toBeGreaterThanOrEqual(scale.x - 1);
      expect(box.x + box.width).toBeLessThanOrEqual(scale.x + scale.width + 1);
    }
  },
);

test('a hundred dots show a probability that fills at least one of them', async () => {
  const page = await openAnswered({ path: PATH });
  const { body } = await ask('/inference/delay', ROW);
  expect(await page.locator('.icon-array circle').count()).toBe(100);
  expect(await page.locator('.icon-array .case').count()).toBe(Math.round(100 * body.prediction[1]));
  expect(await page.locator('.odds').textContent()).toContain(`about ${Math.round(100 * body.prediction[1])} in 100`);
});

const hasCurl = spawnSync('curl', ['--version']).status === 0;

test.runIf(hasCurl)('the curl command of the page gives the same answer in a shell', async () => {
  const page = await openAnswered({ path: PATH });
  const command = (await page.locator('#curl').textContent())!;
  const env = { ...process.env, API_KEY: inject('key') };
  const { stdout } = await promisify(execFile)('sh', ['-c', `${command} --silent`], { env });
  const { body } = JSON.parse(stdout);
  expect(`${(100 * body.prediction[1]).toFixed(1)}%`).toBe(await page.locator('#probability').textContent());
});

test('Copy puts the curl command on the clipboard, says so, and resets its label', async () => {
  const page = await openAnswered({ path: PATH });
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  await page.getByRole('button', { name: 'Copy' }).click();
  await expect.poll(() => page.locator('#copy').textContent()).toBe('Copied');
  expect(await page.evaluate('navigator.clipboard.readText()')).toBe(await page.locator('#curl').textContent());
  await expect.poll(() => page.locator('#copy').textContent(), { timeout: 4000 }).toBe('Copy');
});

test.each([
  ['is missing', "document.execCommand = () => true; Object.defineProperty(navigator, 'clipboard', {})", 'Copied'],
  ['is denied', "navigator.clipboard.writeText = () => Promise.reject(new Error('denied'))", 'Copied'],
  [
    'and every other way fail',
    "document.execCommand = () => false; Object.defineProperty(navigator, 'clipboard', {})",
    'Selected, ready to copy',
  ],
])('if the clipboard %s, Copy finds another way or leaves the text selected', async (_, broken, says) => {
  const page = await openAnswered({ path: PATH, prepare: (page) => page.addInitScript(broken) });
  await page.locator('#copy').click();
  await expect.poll(() => page.locator('#copy').textContent()).toBe(says);
  expect(await page.evaluate('getSelection().toString()')).toBe(await page.locator('#curl').textContent());
});
