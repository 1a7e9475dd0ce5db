import chromium from '@sparticuz/chromium';
import { chromium as playwright } from 'playwright-core';
import type { TestProject } from 'vitest/node';
import { runService } from '../node/running-service.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** Where the service listens. */
    url: string;
    /** A key that it knows. */
    key: string;
    /** Where the browser is controlled. */
    browser: string;
  }
}

/** Serves the project on a free port, with a key store of its own, and starts one browser, for all tests. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const service = await runService();
  const browser = await playwright.launchServer({
    args: ['--no-sandbox'],
    executablePath: await chromium.executablePath(),
  });
  project.provide('url', service.url);
  project.provide('key', service.key);
  project.provide('browser', browser.wsEndpoint());

  return async () => {
    await browser.close();
    await service.stop();
  };
}
