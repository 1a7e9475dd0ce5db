import { join } from 'node:path';
import { callableVariants } from '../../src/core/contract/variables.ts';
import { readArtifact } from '../models/artifacts.ts';
import { readGoldenInputs } from '../training/artifact/golden.ts';
import { SEED } from '../training/rows/splits.ts';
import type { EnvironmentConfig } from '../wrangler/config.ts';
import { askEndpoint } from './endpoint.ts';
import type { Tested } from './model-tests.ts';
import { verify } from './verify.ts';

const RANDOM_ROWS = 200;

/** Asks a running service for everything that its routes name: the contract of a route, and the answers bit by bit. */
export async function testService(url: string, key: string, { routes }: EnvironmentConfig): Promise<Tested[]> {
  const found: Tested[] = [await testStatus(url, '/ready', {}, 200, 'the models reproduce their examples')];
  for (const [model, route] of routes) {
    const path = `/inference/${model}`;
    const json = { 'content-type': 'application/json' };
    const post = (headers: object) => ({ method: 'POST', body: '{"nil":0}', headers: { ...json, ...headers } });
    found.push(
      await testStatus(url, `/models/${model}`, {}, 200, 'its description'),
      await testStatus(url, path, post({}), 401, 'a request without a key is refused'),
      await testStatus(url, path, post({ 'x-api-key': key }), 422, 'a row of other fields is refused'),
    );
    for (const variant of callableVariants(route)) {
      const artifact = readArtifact(join('models', model, `${variant}.json`));
      const golden = readGoldenInputs(join('models', model, 'examples.json'));
      const ask = askEndpoint(url, `${path}/${variant}`, key);
      const { verified } = await verify(artifact, golden, ask, { rows: RANDOM_ROWS, seed: SEED });
      const detail = verified
        ? `${golden.length + RANDOM_ROWS} rows, every bit the same`
        : 'answers differ from the model file';
      found.push({ subject: `${model}/${variant}`, test: 'served', passed: verified, detail });
    }
  }
  return found;
}

async function testStatus(
  url: string,
  path: string,
  init: RequestInit,
  expected: number,
  what: string,
): Promise<Tested> {
  const { status } = await fetch(new URL(path, url), init);
  const detail = status === expected ? what : `${what}: answered ${status} instead of ${expected}`;
  return { subject: path, test: 'contract', passed: status === expected, detail };
}
