import { execFile, spawnSync } from 'node:child_process';
import { promisify } from 'node:util';
import { expect, inject, test } from 'vitest';
import { ask, openAnswered, openPage, show } from './page.ts';

const ROW = {
  'DIA-I': 5,
  'MES-I': 2,
  'HORA-I': 18,
  OPERA: 'Grupo LATAM',
  TIPOVUELO: 'N',
  SIGLADES: 'La Serena',
  DIANOM: 'Viernes',
};
/** 5 February 2027 is a Friday. */
const PATH = `/?model=delay&date=2027-02-05&HORA-I=18&OPERA=Grupo+LATAM&TIPOVUELO=N&SIGLADES=La+Serena`;

test('a visitor fills the form, submits it, and sees what the API answers', async () => {
  const page = await openPage({ path: '/?model=delay', key: '' });
  await page.getByLabel('Date').fill('2027-02-05');
  await page.getByLabel('Hour').fill('18');
  await page.getByLabel('Airline').fill('grupo latam');
  await page.getByRole('option', { name: 'Grupo LATAM' }).click();
  await page.getByLabel('Flight').selectOption('National');
  await page.getByLabel('Destination').fill('serena');
  await page.getByRole('option', { name: 'La Serena' }).click();
  await page.getByLabel('API key').fill(inject('key'));
  await page.getByRole('button', { name: 'Predict' }).click();

  const { body } = await ask('/inference/delay?explain', ROW);
  const percent = `${(100 * body.prediction[1]).toFixed(1)}%`;
  expect(await page.locator('#probability').textContent()).toBe(percent);
  expect(await page.locator('#status').textContent()).toContain(percent);
});

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

test('the weekday follows the date until the visitor says otherwise', async () => {
  const page = await openAnswered({ path: PATH });
  const weekday = page.getByLabel('Weekday');
  expect(await weekday.locator('option:checked').textContent()).toBe('Friday (from the date)');
  await page.getByLabel('Date').fill('2027-02-07');
  expect(await weekday.locator('option:checked').textContent()).toBe('Sunday (from the date)');
  await expect.poll(() => page.locator('#curl').textContent()).toContain('"DIANOM":"Domingo"');
  await weekday.selectOption('Monday');
  await expect.poll(() => page.locator('#curl').textContent()).toContain('"DIANOM":"Lunes"');
});

test('a list is searched by any part of a name, and by keyboard alone', async () => {
  const page = await openAnswered({ path: PATH });
  const city = page.getByRole('combobox', { name: 'Destination' });
  await city.fill('antofa');
  expect(await page.getByRole('listbox').getByRole('option').allTextContents()).toEqual(['Antofagasta']);
  await city.press('ArrowDown');
  await city.press('Enter');
  expect(await city.inputValue()).toBe('Antofagasta');
  expect(await page.getByRole('listbox').count()).toBe(0);
  await expect.poll(() => page.locator('#curl').textContent()).toContain('"SIGLADES":"Antofagasta"');
});

test('an error of the API appears beside the field that it names, and goes when the field is mended', async () => {
  const page = await openAnswered({ path: PATH });
  const city = page.getByRole('combobox', { name: 'Destination' });
  await city.fill('Atlantis');
  await page.getByRole('button', { name: 'Predict' }).click();
  const error = page.locator('#field-SIGLADES-error');
  await expect.poll(() => error.textContent()).toContain('SIGLADES is "Atlantis"');
  expect(await city.getAttribute('aria-invalid')).toBe('true');
  expect(await city.getAttribute('aria-describedby')).toBe('field-SIGLADES-error');
  expect(await page.locator('.error:not(:empty)').count()).toBe(2);

  await city.fill('La Serena');
  await city.press('Enter');
  await expect.poll(() => error.textContent()).toBe('');
  expect(await city.getAttribute('aria-invalid')).toBe(null);
});

test('a wrong key is told beside the key', async () => {
  const page = await openPage({ path: PATH, key: 'lr_wrong' });
  await expect.poll(() => page.locator('#key-error').textContent()).toContain('valid API key');
  expect(await page.getByLabel('API key').getAttribute('aria-invalid')).toBe('true');
  await page.getByLabel('API key').fill(inject('key'));
  await page.getByRole('button', { name: 'Predict' }).click();
  await page.locator('#probability').waitFor();
  expect(await page.locator('#key-error').textContent()).toBe('');
});

test('the key leaves the address at once and is kept for the tab only', async () => {
  const page = await openAnswered({ path: PATH });
  expect(page.url()).not.toContain(inject('key'));
  expect((await page.context().storageState()).origins).toEqual([]);
  expect(await page.locator('body').textContent()).not.toContain(inject('key'));
  await page.reload();
  await page.locator('#probability').waitFor();
});

test('a link to the page shows the same row again', async () => {
  const first = await openAnswered({ path: PATH });
  await first.getByLabel('Hour').fill('7');
  await expect.poll(() => first.url()).toContain('HORA-I=7');
  const { pathname, search } = new URL(first.url());
  const second = await openAnswered({ path: pathname + search });
  expect(await second.locator('#curl').textContent()).toBe(await first.locator('#curl').textContent());
});

test('the heat strip asks for a week of hours at once, and a picked cell becomes the row', async () => {
  const page = await openAnswered({ path: PATH });
  const cells = page.getByRole('gridcell');
  expect(await cells.count()).toBe(7 * 24);
  const chosen = page.getByRole('gridcell', { selected: true });
  expect(await chosen.textContent()).toContain(await page.locator('#probability').textContent());
  await chosen.focus();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowLeft');
  const name = await page.locator(':focus').getAttribute('title');
  await page.keyboard.press('Enter');
  await expect.poll(() => page.locator('#curl').textContent()).toContain('"DIA-I":6');
  expect(await page.getByLabel('Hour').inputValue()).toBe('17');
  expect(await page.getByLabel('Date').inputValue()).toBe('2027-02-06');
  expect(name).toContain(await page.locator('#probability').textContent());
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

test('the page speaks Spanish to who prefers it, and changes language without losing the row', async () => {
  const page = await openAnswered({ path: PATH, locale: 'es-CL' });
  expect(await page.locator('h1').textContent()).toBe('¿Saldrá tarde de Santiago este vuelo?');
  expect(await page.locator('html').getAttribute('lang')).toBe('es');
  const request = await page.locator('#curl').textContent();
  await page.getByLabel('Idioma').selectOption('English');
  expect(await page.getByLabel('Destination').inputValue()).toBe('La Serena');
  await expect.poll(() => page.locator('#curl').textContent()).toBe(request);
  expect(await page.getByRole('button', { name: 'Predict' }).count()).toBe(1);
});
