/*
 * How soon the page shows something: loads it in Chromium from a warm service, each time with an empty cache. Alternates
 * with /health, a single line of text, which shows how long this browser takes for any page.
 *
 *   npx node test/browser/first-paint.ts [loads]
 *
 * Prints the milliseconds from the start of the navigation to the first text or picture, as the browser reports them
 * (Paint Timing).
 */
import chromium from '@sparticuz/chromium';
import { chromium as playwright } from 'playwright-core';
import { runService } from '../node/running-service.ts';

const LOADS = Number(process.argv[2] ?? 30);
const PAINTED = `performance.getEntriesByName('first-contentful-paint')[0]?.startTime`;

const service = await runService();
const browser = await playwright.launch({ args: ['--no-sandbox'], executablePath: await chromium.executablePath() });
try {
  const times = new Map<string, number[]>([
    ['/', []],
    ['/health', []],
  ]);
  for (let load = 0; load <= LOADS; load++) {
    for (const [path, found] of times) {
      const time = await firstPaint(path);
      if (load > 0) found.push(time);
    }
  }
  for (const [path, found] of times) console.log(`${path}: ${summary(found)}`);
} finally {
  await browser.close();
  await service.stop();
}

/** Opens a page in a new context and waits until the browser has painted it. */
async function firstPaint(path: string): Promise<number> {
  const context = await browser.newContext();
  const page = await context.newPage();
  await page.goto(service.url + path);
  let time: number | undefined;
  while (time === undefined) time = await page.evaluate<number | undefined>(PAINTED);
  await context.close();
  return time;
}

function summary(times: number[]): string {
  const sorted = times.toSorted((a, b) => a - b);
  const at = (share: number) => `${Math.round(sorted[Math.floor(share * (sorted.length - 1))]!)} ms`;
  return `median ${at(0.5)}, fastest ${at(0)}, 90 % within ${at(0.9)}, of ${sorted.length} loads`;
}
