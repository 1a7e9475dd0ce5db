import { expect, inject, test } from 'vitest';
import { ask, describedBy, openAnswered, openPage, PATH, ROW } from './page.ts';

test('a visitor fills in the form, submits it, and sees the answer of the API', async () => {
  const page = await openPage({ path: '/?model=delay', key: '' });
  await page.getByLabel('Date').fill('2027-02-05');
  await page.getByLabel('Hour').fill('18');
  await page.getByRole('combobox', { name: 'Airline' }).fill('grupo latam');
  await page.getByRole('option', { name: 'Grupo LATAM' }).click();
  await page.getByLabel('Flight type').selectOption('Domestic');
  await page.getByRole('combobox', { name: 'Destination' }).fill('serena');
  await page.getByRole('option', { name: 'La Serena' }).click();
  await page.getByLabel('API key').fill(inject('key'));
  await page.getByRole('button', { name: 'Predict' }).click();

  const { body } = await ask('/inference/delay?explain', ROW);
  const percent = `${(100 * body.prediction[1]).toFixed(1)}%`;
  expect(await page.locator('#probability').textContent()).toBe(percent);
  expect(await page.locator('#status').textContent()).toContain(percent);
});

test('the weekday follows the date until the visitor picks another', async () => {
  const page = await openAnswered({ path: PATH });
  const weekday = page.getByLabel('Weekday');
  const chosen = () => weekday.locator('option:checked').textContent();
  expect([await chosen(), await describedBy(weekday)]).toEqual(['Friday', 'Set by the date.']);
  await page.getByLabel('Date').fill('2027-02-07');
  expect([await chosen(), await describedBy(weekday)]).toEqual(['Sunday', 'Set by the date.']);
  await expect.poll(() => page.locator('#curl').textContent()).toContain('"DIANOM":"Domingo"');
  await weekday.selectOption('Monday');
  await expect.poll(() => page.locator('#curl').textContent()).toContain('"DIANOM":"Lunes"');
});

test('a weekday that differs from the date has a note, and changes when the date does', async () => {
  const page = await openAnswered({ path: PATH });
  const weekday = page.getByLabel('Weekday');
  await weekday.selectOption('Monday');
  expect(await describedBy(weekday)).toBe('Differs from the date.');
  await expect.poll(() => page.getByRole('gridcell', { selected: true }).count()).toBe(0);
  await page.getByLabel('Date').fill('2027-02-07');
  expect(await weekday.locator('option:checked').textContent()).toBe('Sunday');
  expect(await describedBy(weekday)).toBe('Set by the date.');
  await expect.poll(() => page.locator('#curl').textContent()).toContain('"DIANOM":"Domingo"');
  await expect.poll(() => page.getByRole('gridcell', { selected: true }).count()).toBe(1);
});

test('variants are behind Advanced, each with its description', async () => {
  const page = await openAnswered({ path: PATH });
  const variant = page.getByLabel('Variant');
  expect(await variant.isVisible()).toBe(false);
  await page.getByText('Advanced').click();
  expect(await describedBy(variant)).toBe('Currently forecast.');
  await variant.selectOption('cyclic');
  await expect.poll(() => page.locator('#curl').textContent()).toContain('/inference/delay/cyclic');
  const linked = await openAnswered({ path: `${PATH}&variant=cyclic` });
  expect(await linked.getByLabel('Variant').isVisible()).toBe(true);
});

test('after a first answer, another model answers at once', async () => {
  const page = await openAnswered({ path: PATH });
  await page.getByLabel('Model', { exact: true }).selectOption('us-delay');
  await expect.poll(() => page.locator('#curl').textContent()).toContain('/inference/us-delay');
  const { body } = await ask(
    '/inference/us-delay',
    JSON.parse((await page.locator('#curl').textContent())!.split("'").at(-2)!),
  );
  expect(await page.locator('#probability').textContent()).toBe(`${(100 * body.prediction[1]).toFixed(1)}%`);
});

test('the key leaves the address at once and is kept in the tab only', async () => {
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

test('a link keeps a weekday that the visitor picked, and else follows the date', async () => {
  const picked = await openAnswered({ path: `${PATH}&DIANOM=Lunes` });
  expect(await picked.getByLabel('Weekday').locator('option:checked').textContent()).toBe('Monday');
  expect(await picked.locator('#curl').textContent()).toContain('"DIANOM":"Lunes"');
  const derived = await openAnswered({ path: `${PATH}&DIANOM=Viernes` });
  expect(await derived.getByLabel('Weekday').locator('option:checked').textContent()).toBe('Friday');
});

test('the members of the request are in the order of the fields of the model', async () => {
  const page = await openAnswered({ path: PATH });
  expect(await page.locator('#curl').textContent()).toContain(`-d '${JSON.stringify(ROW)}'`);
});

test('the page is in Spanish for visitors who prefer it, and changes language without losing the row', async () => {
  const page = await openAnswered({ path: PATH, locale: 'es-CL' });
  expect(await page.locator('h1').textContent()).toBe('¿Saldrá con retraso este vuelo desde Santiago?');
  expect(await page.locator('html').getAttribute('lang')).toBe('es');
  const request = await page.locator('#curl').textContent();
  await page.getByLabel('Idioma').selectOption('English');
  await page.getByRole('button', { name: 'Predict' }).waitFor();
  expect(await page.getByRole('combobox', { name: 'Destination' }).inputValue()).toBe('La Serena');
  await expect.poll(() => page.locator('#curl').textContent()).toBe(request);
  expect(await page.getByRole('button', { name: 'Predict' }).count()).toBe(1);
});
