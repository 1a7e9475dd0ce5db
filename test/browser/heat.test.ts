import { expect, test } from 'vitest';
import { openAnswered, PATH, ROW } from './page.ts';

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

test('all other times are asked for in one request', async () => {
  const page = await openAnswered({ path: PATH });
  const bodies: Record<string, unknown>[] = [];
  page.on('request', (request) => {
    if (request.method() === 'POST') bodies.push(request.postDataJSON());
  });
  await page.getByLabel('Hour').fill('7');
  await expect.poll(() => page.url()).toContain('HORA-I=7');
  await page.locator('#heat-section[aria-busy=false]').waitFor();
  expect(bodies).toEqual([{ ...ROW, 'HORA-I': 7 }, { instances: expect.any(Array) }]);
  expect(bodies[1]!.instances).toHaveLength(7 * 24);
});
