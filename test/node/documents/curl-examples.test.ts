import { execFile, spawnSync } from 'node:child_process';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type RunningService, runService } from '../running-service.ts';
import { documents } from './documents.ts';

const ADDRESS = 'http://127.0.0.1:8787';

let service: RunningService;
beforeAll(async () => {
  service = await runService();
}, 120_000);
afterAll(() => service?.stop());

const examples = documents.flatMap(({ path, text }) =>
  [...text.matchAll(/```sh\n(curl .*?)\n```\n\n```json\n(.*?)\n```/gs)].map(([, command, answer]) => ({
    path,
    command: command!,
    answer: JSON.parse(answer!),
  })),
);

test.each(['README.md', 'src/README.md'])('%s shows requests and their answers', (path) => {
  expect(examples.filter((example) => example.path === path).length).toBeGreaterThan(2);
});

const hasCurl = spawnSync('curl', ['--version']).status === 0;

test.runIf(hasCurl).each(examples)('$path shows the real answer to $command', async ({ command, answer }) => {
  const env = { ...process.env, API_KEY: service.key };
  const { stdout } = await promisify(execFile)('sh', ['-c', `${command.replace(ADDRESS, service.url)} -s`], { env });
  const real = JSON.parse(stdout);
  if (answer.request_id) answer.request_id = real.request_id;
  expect(real).toEqual(answer);
});
