import { tmpdir } from 'node:os';
import { join } from 'node:path';
import chromium from '@sparticuz/chromium';
import { type Browser, chromium as playwright } from 'playwright-core';
import { command, run } from './cli/command.ts';
import { withTemporaryFolder } from './cli/temporary-folder.ts';
import { startServe } from './worker/start-serve.ts';

/** The flight of README.md: 9 o'clock on 3 February, a Friday. */
const FLIGHT = '/?model=delay&date=2023-02-03&HORA-I=9&OPERA=Grupo+LATAM&TIPOVUELO=N&SIGLADES=La+Serena';
/** Space below the last card, in pixels; less than the gap between two cards. */
const MARGIN = 12;
const VIEW = { viewport: { width: 1280, height: 900 }, deviceScaleFactor: 1.5, locale: 'en-GB' } as const;

export const program = command('screenshot', 'Take the pictures of the playground in README.md, light and dark').action(
  () => withTemporaryFolder(takePictures),
);

async function takePictures(state: string): Promise<void> {
  const executablePath = await chromium.executablePath();
  // The font that @sparticuz/chromium unpacks next to the browser, so that pictures look the same on every machine.
  const env = { ...process.env, FONTCONFIG_PATH: join(tmpdir(), 'fonts') };
  const service = await startServe({ STATE_DIR: state });
  try {
    await using browser = await playwright.launch({ args: ['--no-sandbox'], executablePath, env });
    for (const theme of ['light', 'dark'] as const) {
      const path = `.github/playground-${theme}.png`;
      await takePicture(browser, `${service.url}${FLIGHT}#key=${service.key}`, theme, path);
      console.log(path);
    }
  } finally {
    await service.stop();
  }
}

/** Opens the playground, waits for the answer, and writes a PNG that ends below what drives the answer. */
async function takePicture(browser: Browser, url: string, colorScheme: 'light' | 'dark', path: string): Promise<void> {
  const page = await browser.newPage({ ...VIEW, colorScheme });
  await page.goto(url);
  await page.locator('#heatmap-section[aria-busy=false]').waitFor();
  const { y, height } = (await page.locator('section', { has: page.locator('#drivers') }).boundingBox())!;
  const clip = { x: 0, y: 0, width: VIEW.viewport.width, height: Math.round(y + height + MARGIN) };
  await page.screenshot({ path, clip, fullPage: true, animations: 'disabled' });
  await page.close();
}

if (import.meta.main) await run(program);
