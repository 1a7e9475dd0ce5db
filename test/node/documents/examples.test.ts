import { execFile, execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { promisify } from 'node:util';
import { expect, inject, test } from 'vitest';

/** The k6 that the variable K6 names (.ci/run sets it), otherwise the installed one. */
const k6 = process.env.K6 || 'k6';

const service = { url: inject('url'), key: inject('key') };

const probability = (prediction: number[]) => prediction[1]!;

async function run(file: string, args: string[]): Promise<string> {
  const env = { ...process.env, SERVICE_URL: service.url, API_KEY: service.key };
  return (await promisify(execFile)(file, args, { env })).stdout;
}

function has(command: string): boolean {
  try {
    execFileSync('sh', ['-c', `command -v ${command}`]);
    return true;
  } catch {
    return false;
  }
}

test('the typed client in TypeScript has fewer than 20 lines, passes the type check and prints an answer', async () => {
  expect(readFileSync('test/examples/client.ts', 'utf8').trim().split('\n').length).toBeLessThan(20);
  await run('node_modules/.bin/oazapfts', [`${service.url}/openapi.json`, '.build/client.ts', '--optimistic']);
  await run('node_modules/.bin/tsc', ['-p', 'test/examples']);
  const { probability, decision, because } = JSON.parse(await run(process.execPath, ['test/examples/client.ts']));
  expect(probability).toBeGreaterThan(0);
  expect(['on time', 'late']).toContain(decision);
  expect(because).toEqual(expect.any(Array));
}, 60_000);

test.runIf(has('curl'))(
  'the examples with curl print answers, and the problem of a bad line of NDJSON in its place',
  async () => {
    const { statusCode, body } = JSON.parse(await run('test/examples/predict.sh', []));
    expect(statusCode).toBe(200);
    const [first, second] = (await run('test/examples/stream.sh', []))
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(probability(first.prediction)).toBe(probability(body.prediction));
    expect(second).toMatchObject({ status: 422, errors: [{ pointer: '/HORA-I' }] });
  },
);

test.runIf(has('python3'))('the example in Python prints an answer', async () => {
  const predictions = JSON.parse(await run('python3', ['test/examples/predict.py']));
  expect(predictions).toHaveLength(2);
});

test.runIf(has(k6))(
  'the example with k6 passes its check',
  async () => {
    await run(k6, ['run', '--quiet', 'test/examples/predict.k6.js']);
  },
  60_000,
);
