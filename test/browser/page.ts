import { type BrowserContextOptions, chromium, type Locator, type Page } from 'playwright-core';
import { inject, onTestFinished } from 'vitest';

/** A row of the model `delay`. */
export const ROW = {
  'DIA-I': 5,
  'MES-I': 2,
  'HORA-I': 18,
  OPERA: 'Grupo LATAM',
  TIPOVUELO: 'N',
  SIGLADES: 'La Serena',
  DIANOM: 'Viernes',
};
/** The page that shows ROW; 5 February 2027 is a Friday. */
export const PATH = `/?model=delay&date=2027-02-05&HORA-I=18&OPERA=Grupo+LATAM&TIPOVUELO=N&SIGLADES=La+Serena`;

export interface OpenOptions extends BrowserContextOptions {
  /** Path and query to open; the playground by default. */
  path?: string;
  /** Origin to open, to test the page under another host name; the service by default. */
  origin?: string;
  /** The key in the link; a valid key by default, none if empty. */
  key?: string;
  /** Selector of an element that shows that the page is ready; the first field by default. */
  waitFor?: string;
  /** Called before the page opens, for example to change what the service answers. */
  prepare?: (page: Page) => Promise<unknown>;
}

/** Opens the playground in a new browser context, and closes it after the test. */
export async function openPage({
  path = '/',
  key = inject('key'),
  waitFor = '#fields .field',
  origin = inject('url'),
  prepare,
  ...context
}: OpenOptions = {}): Promise<Page> {
  const browser = await chromium.connect(inject('browser'));
  const page = await browser.newPage({ locale: 'en-GB', ...context });
  onTestFinished(async () => {
    if (!page.isClosed()) await page.unrouteAll({ behavior: 'ignoreErrors' });
    await browser.close();
  });
  await prepare?.(page);
  await page.goto(`${origin}${path}${key && `#key=${key}`}`);
  await page.locator(waitFor).first().waitFor();
  return page;
}

/** Opens the playground and waits for its first answer. */
export async function openAnswered(options: OpenOptions = {}): Promise<Page> {
  const page = await openPage(options);
  await page.locator('#probability').waitFor();
  await page.locator('#heatmap-section[aria-busy=false]').waitFor({ state: 'attached' });
  return page;
}

/** The texts that describe an input to screen readers. */
export async function describedBy(input: Locator): Promise<string> {
  const ids = ((await input.getAttribute('aria-describedby')) ?? '').split(' ').filter(Boolean);
  const texts = await Promise.all(ids.map((id) => input.page().locator(`[id="${id}"]`).textContent()));
  return texts.join(' ').trim();
}

/** Sends a row to the service, as any client would. */
export async function ask(path: string, row: object): Promise<{ body: AnswerBody }> {
  const response = await fetch(`${inject('url')}${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-api-key': inject('key') },
    body: JSON.stringify(row),
  });
  return JSON.parse(await response.text());
}

/** What `GET /models` says about all models, or `GET /models/:model` about one. */
export async function show(): Promise<{ models: { model: string }[] }>;
export async function show(model: string): Promise<{ variants: Variant[] }>;
export async function show(model?: string): Promise<unknown> {
  return (await fetch(`${inject('url')}/models${model ? `/${model}` : ''}`)).json();
}

export interface Variant {
  variant: string;
  interval: boolean;
  evaluation: { split: string; rows: number; curve: [threshold: number, positives: number, negatives: number][] }[];
}

export interface AnswerBody {
  prediction: [number, number];
  variant: string;
  interval?: [low: number, high: number];
  explanation: { baseline: number; contributions: { fields: string[]; logOdds: number }[] };
}
