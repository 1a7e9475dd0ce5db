import chromium from '@sparticuz/chromium';
import { chromium as playwright } from 'playwright-core';
import { expect, inject, test } from 'vitest';
import { PROOF } from '../proof.ts';
import { PATH } from './page.ts';

const PHONE = { width: 390, height: 800 };
const DESK = { width: 1280, height: 900 };

test.runIf(PROOF).each([
  ['200 %', 32, PHONE],
  ['400 %', 64, DESK],
])('with text of %s of the usual size no page is wider than its window', async (_, size, viewport) => {
  await using browser = await playwright.launch({
    args: ['--no-sandbox', `--blink-settings=defaultFontSize=${size}`],
    executablePath: await chromium.executablePath(),
  });
  const page = await browser.newPage({ viewport, locale: 'es-CL' });
  for (const path of [`${PATH}#key=${inject('key')}`, '/docs', '/problems', '/nowhere']) {
    await page.goto(inject('url') + path);
    await page.locator('#heatmap-section[aria-busy=false], .opblock, .reading').first().waitFor({ state: 'attached' });
    expect(await page.evaluate('document.documentElement.scrollWidth'), path).toBe(viewport.width);
  }
});
