import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect, inject, onTestFinished, test } from 'vitest';
import { readArtifact } from '../../scripts/models/artifacts.ts';
import { program } from '../../scripts/page.ts';
import { randomRows } from '../../scripts/verify/random-rows.ts';
import { program as verify } from '../../scripts/verify.ts';
import { compileModel } from '../../src/score.ts';
import { runCommand } from '../node/run-command.ts';
import { violations } from './axe.ts';
import { openAnswered } from './page.ts';

async function writePage(): Promise<string> {
  mkdirSync('.build', { recursive: true });
  const folder = mkdtempSync(join('.build', 'page-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const path = join(folder, 'model.html');
  const { code, stderr } = await runCommand(program, ['delay', '--variant', 'forecast', '--out', path]);
  expect([code, stderr]).toEqual([0, '']);
  return resolve(path);
}

test('a page file answers from the disk, asks nothing of the network, and its answers are those of the model file to the bit', async () => {
  const path = await writePage();
  const requests: string[] = [];
  const errors: string[] = [];
  const page = await openAnswered({
    origin: pathToFileURL(path).href,
    path: '',
    key: '',
    prepare: async (opened) => {
      opened.on('request', (request) => requests.push(request.url()));
      opened.on('console', (message) => errors.push(message.text()));
      opened.on('pageerror', (error) => errors.push(error.message));
    },
  });
  const artifact = readArtifact('models/delay/forecast.json');
  const model = compileModel(artifact);
  const instances = randomRows(artifact.fields, inject('proof') ? 10_000 : 300, 2);
  const init = {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-api-key': await page.locator('#key').inputValue() },
    body: JSON.stringify({ instances }),
  };
  const answered = await page.evaluate(async (request) => (await fetch('/inference/delay', request)).text(), init);
  expect(JSON.parse(answered).body.predictions).toEqual(instances.map((row) => model.score(row).prediction));
  expect(requests.filter((url) => !/^(file|data):/.test(url))).toEqual([]);
  expect(errors).toEqual([]);
  expect(await page.locator('.caption').textContent()).toContain(artifact.digest);
  expect(await page.locator('#key').isVisible()).toBe(false);
  expect(await violations(page)).toEqual([]);
});

test('verify accepts a page file, and finds a coefficient that was changed in it', async () => {
  const path = await writePage();
  expect((await runCommand(verify, ['delay', path, '--variant', 'forecast'])).code).toBe(0);
  const html = readFileSync(path, 'utf8');
  writeFileSync(
    path,
    html.replace(/\\"intercept\\":-?\d/, (text) => `${text}1`),
  );
  const { code, stdout } = await runCommand(verify, ['delay', path, '--variant', 'forecast']);
  expect(code).toBe(1);
  expect(stdout).toMatch(/^digest {2}sha256:\w+ is served; models\/delay\/forecast.json has sha256:/m);
});
