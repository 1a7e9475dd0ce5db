import { execFile, spawnSync } from 'node:child_process';
import { promisify } from 'node:util';
import { expect, inject, test } from 'vitest';
import { documents } from './documents.ts';

const ADDRESS = 'http://127.0.0.1:8787';

const service = { url: inject('url'), key: inject('key') };

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
