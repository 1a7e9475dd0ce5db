import { expect, inject, test } from 'vitest';
import { openAnswered, openPage, PATH } from './page.ts';

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
