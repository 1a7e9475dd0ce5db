// What test/browser shows in Chromium, in short, in Firefox. Each line of the output is a check that held.
import { strict as assert } from 'node:assert';
import { launch } from 'puppeteer-core';

const url = process.env.SERVICE_URL;
const key = process.env.API_KEY;
const PATH = '/?model=delay&date=2027-02-05&HORA-I=18&OPERA=Grupo+LATAM&TIPOVUELO=N&SIGLADES=La+Serena';
const PHONE = { width: 390, height: 800 };
const DESK = { width: 1280, height: 900 };

const browser = await launch({ browser: 'firefox', executablePath: process.env.FIREFOX, headless: true });
console.log(await browser.version());

async function check(name, { path = `${PATH}#key=${key}`, viewport = DESK, ready = '#heatmap td' }, act) {
  const page = await browser.newPage();
  const errors = [];
  page.on('pageerror', (error) => errors.push(String(error)));
  await page.setViewport(viewport);
  await page.goto(url + path);
  await page.waitForSelector(ready);
  await act?.(page);
  const [content, window] = await page.evaluate(() => [
    document.documentElement.scrollWidth,
    document.documentElement.clientWidth,
  ]);
  assert.ok(content <= window, `${name}: ${content} pixels in a window of ${window}`);
  assert.deepEqual(errors, []);
  await page.close();
  console.log(name);
}

const text = (page, selector) => page.$eval(selector, (part) => part.textContent.trim());
const until = (page, selector, pattern) =>
  page.waitForFunction(
    (s, p) => new RegExp(p).test(document.querySelector(s)?.textContent ?? ''),
    {},
    selector,
    pattern,
  );

await check('the playground answers', {}, async (page) => {
  assert.match(await text(page, '#probability'), /^\d+\.\d%$/);
  assert.equal(await page.$$eval('#heatmap td', (cells) => cells.length), 7 * 24);
  assert.ok(!page.url().includes(key));
});
await check('a wrong value is named, and the old answer fades', {}, async (page) => {
  await page.$eval('#field-HORA-I', (input) => {
    input.value = '24';
    input.dispatchEvent(new Event('input', { bubbles: true }));
  });
  await until(page, '#field-HORA-I-error', 'from 0 to 23');
  await until(page, '#stale-reason', 'not valid');
});
await check('a picked cell becomes the row', {}, async (page) => {
  await page.click('#heatmap td.lowest');
  await page.waitForFunction(() => document.querySelector('td[aria-selected="true"]')?.classList.contains('lowest'));
});
await check('the page speaks Spanish', {}, async (page) => {
  await page.select('#language', 'es');
  await until(page, '#form button', 'Predecir');
});
await check('a text that is no key is named', { path: `${PATH}#key=lr_…`, ready: '#fields .field' }, (page) =>
  until(page, '#key-error', 'This is not a key'),
);
await check('the playground fits a phone', { viewport: PHONE });
await check('the reference', { path: '/docs', ready: '.opblock' });
await check('the reference fits a phone', { path: '/docs', ready: '.opblock', viewport: PHONE });
await check('the problems', { path: '/problems', ready: 'h1' });
await check('a wrong address', { path: '/nowhere', ready: 'h1' });
await browser.close();
