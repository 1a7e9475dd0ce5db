import { expect, test } from 'vitest';
import { openAnswered, PATH } from './page.ts';

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
