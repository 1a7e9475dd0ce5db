import { expect, test } from 'vitest';
import { openAnswered, PATH, ROW } from './page.ts';

test('the heatmap shows a week of hours, and a picked cell becomes the row', async () => {
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

test('all other times come from one request', async () => {
  const page = await openAnswered({ path: PATH });
  const bodies: Record<string, unknown>[] = [];
  page.on('request', (request) => {
    if (request.method() === 'POST') bodies.push(request.postDataJSON());
  });
  await page.getByLabel('Hour').fill('7');
  await expect.poll(() => page.url()).toContain('HORA-I=7');
  await page.locator('#heatmap-section[aria-busy=false]').waitFor();
  expect(bodies).toEqual([{ ...ROW, 'HORA-I': 7 }, { instances: expect.any(Array) }]);
  expect(bodies[1]!.instances).toHaveLength(7 * 24);
});

test('the heading names the time with the lowest chance, and hours look like a clock', async () => {
  const page = await openAnswered({ path: PATH });
  const cells = await page.evaluate<string[]>('[...heatmap.querySelectorAll("td")].map(({ title }) => title)');
  const shares = cells.map((title) => Number.parseFloat(title.split(': ')[1]!));
  const lowest = cells[shares.indexOf(Math.min(...shares))]!;
  expect(lowest).toMatch(/^\w{3} \d+ Feb, \d\d:00: [\d.]+%$/);
  expect(await page.locator('#heatmap-title').textContent()).toBe(`Best time to fly: ${lowest.split(': ')[0]}`);
  const marked = '[...heatmap.querySelectorAll("td.lowest")].map(({ title }) => title)';
  expect(await page.evaluate(marked)).toEqual([lowest]);
  expect(await page.getByRole('grid').getAttribute('aria-labelledby')).toBe('heatmap-title');
});

test('a cell is as dark as its rank, so that one outlier leaves colours for the rest', async () => {
  const page = await openAnswered({ path: '/?model=us-delay' });
  const cells = await page.evaluate<[share: number, shade: number][]>(
    `[...heatmap.querySelectorAll('td')].map(({ title, style }) =>
      [parseFloat(title.split(': ')[1]), Number(style.getPropertyValue('--share'))])`,
  );
  const shades = cells.sort(([a], [b]) => a - b).map(([, shade]) => shade);
  for (const [k, shade] of shades.entries()) expect(Math.abs(shade - k / (shades.length - 1))).toBeLessThan(0.1);
});

test('the cell under the pointer is named below the heatmap', async () => {
  const page = await openAnswered({ path: PATH });
  const cell = page.getByRole('gridcell').nth(30);
  await cell.hover();
  expect(await page.locator('#heatmap-readout').textContent()).toBe(await cell.getAttribute('title'));
  await page.locator('h1').hover();
  expect(await page.locator('#heatmap-readout').textContent()).toContain('Lowest: ');
});

test('on a phone, hours run down, cells are big enough for a finger, and arrow keys follow the layout', async () => {
  const page = await openAnswered({ path: PATH, viewport: { width: 390, height: 800 } });
  expect(await page.getByRole('row').count()).toBe(25);
  for (const cell of [page.getByRole('gridcell').first(), page.getByRole('gridcell').last()]) {
    const { width, height } = (await cell.boundingBox())!;
    expect(Math.min(width, height)).toBeGreaterThanOrEqual(24);
  }
  const chosen = page.getByRole('gridcell', { selected: true });
  expect(await chosen.getAttribute('title')).toContain('Fri 5 Feb, 18:00');
  await chosen.focus();
  await page.keyboard.press('ArrowDown');
  expect(await page.locator(':focus').getAttribute('title')).toContain('Fri 5 Feb, 19:00');
  await page.setViewportSize({ width: 1000, height: 800 });
  await expect.poll(() => page.getByRole('row').count()).toBe(8);
});
