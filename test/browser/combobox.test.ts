import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { openAnswered, openPage, PATH } from './page.ts';

/** Options of the open list, not those of selects. */
const options = (page: Page) => page.locator('.popup').getByRole('option');
const destination = (page: Page) => page.getByRole('combobox', { name: 'Destination' });

test('a list can be searched by any part of a name, with the keyboard alone', async () => {
  const page = await openAnswered({ path: PATH });
  const city = destination(page);
  await city.fill('ta cr');
  expect(await options(page).allTextContents()).toEqual(['Santa Cruz']);
  await city.fill('san');
  expect(await options(page).allTextContents()).toEqual(['Los Angeles', 'San Juan, Arg.', 'Santa Cruz']);
  await city.press('ArrowUp');
  await city.press('ArrowDown');
  await city.press('ArrowDown');
  expect(await page.locator(`[id="${await city.getAttribute('aria-activedescendant')}"]`).textContent()).toBe(
    'San Juan, Arg.',
  );
  await city.press('Enter');
  expect(await city.inputValue()).toBe('San Juan, Arg.');
  expect(await page.getByRole('listbox').count()).toBe(0);
  await expect.poll(() => page.locator('#curl').textContent()).toContain('"SIGLADES":"San Juan, Arg."');
});

test('Enter takes the only match and closes the list; with several matches it only closes the list', async () => {
  const page = await openPage({ path: PATH, key: '' });
  const city = destination(page);
  await city.fill('antofa');
  await city.press('Enter');
  expect(await city.inputValue()).toBe('Antofagasta');
  expect(await page.getByRole('listbox').count()).toBe(0);
  expect(await page.locator('#key-error').textContent()).toBe('');
  await city.fill('san');
  await city.press('Enter');
  expect(await page.getByRole('listbox').count()).toBe(0);
  expect(await city.inputValue()).toBe('san');
});

test('the list has the name of its field, opens at the current value, and marks it', async () => {
  const page = await openPage({ path: PATH, key: '' });
  const city = destination(page);
  await city.click();
  expect(await page.getByRole('listbox', { name: 'Destination' }).count()).toBe(1);
  const chosen = page.locator('.popup').getByRole('option', { selected: true });
  expect(await chosen.allTextContents()).toEqual(['La Serena']);
  expect(await city.getAttribute('aria-activedescendant')).toBe(await chosen.getAttribute('id'));
  await expect.poll(() => chosen.isVisible()).toBe(true);
  await city.press('Escape');
  expect(await page.getByRole('listbox').count()).toBe(0);
  expect(await city.getAttribute('aria-activedescendant')).toBe(null);
});

test('for text without a match the list says so, offers no option, and the text stays', async () => {
  const page = await openPage({ path: PATH, key: '' });
  const city = destination(page);
  await city.fill('Atlantis');
  expect(await page.getByRole('status').filter({ hasText: 'No matches.' }).count()).toBe(1);
  await city.press('ArrowDown');
  expect(await options(page).count()).toBe(0);
  expect(await city.getAttribute('aria-activedescendant')).toBe(null);
  expect(await city.getAttribute('aria-expanded')).toBe('false');
  await city.press('Escape');
  expect(await city.inputValue()).toBe('Atlantis');
});

test.for([
  [1366, 768],
  [1280, 720],
  [390, 600],
] as const)(
  'in a window of %i × %i the list stays inside the window, wherever its field is',
  async ([width, height]) => {
    const page = await openPage({ path: PATH, key: '', viewport: { width, height } });
    const city = destination(page);
    for (const block of ['start', 'center', 'end']) {
      await city.evaluate(
        (input: { scrollIntoView(o: object): void }, block) => input.scrollIntoView({ block }),
        block,
      );
      await city.click();
      const list = (await page.locator('.popup:not([hidden])').boundingBox())!;
      expect(list.y).toBeGreaterThanOrEqual(0);
      expect(list.y + list.height).toBeLessThanOrEqual(height);
      expect(list.height).toBeGreaterThan(150);
      await city.press('Escape');
    }
  },
);
