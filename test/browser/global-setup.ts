import chromium from '@sparticuz/chromium';
import { chromium as playwright } from 'playwright-core';
import type { TestProject } from 'vitest/node';

declare module 'vitest' {
  interface ProvidedContext {
    /** Where the browser is controlled. */
    browser: string;
  }
}

/** Starts one browser for all tests. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const browser = await playwright.launchServer({
    args: ['--no-sandbox'],
    executablePath: await chromium.executablePath(),
  });
  project.provide('browser', browser.wsEndpoint());
  return () => browser.close();
}
