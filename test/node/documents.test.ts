import { readFileSync } from 'node:fs';
import { Validator } from '@seriousme/openapi-schema-validator';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { readArtifacts } from '../../scripts/artifact-files.ts';
import { openApiDocument } from '../../scripts/openapi/document.ts';
import { PROBLEM_HELP } from '../../scripts/openapi/problem-help.ts';
import { batchAnswer, inferenceResponse, modelList, modelShown, rowAnswer } from '../../scripts/openapi/schemas.ts';
import { readWranglerConfig } from '../../scripts/wrangler-config.ts';
import { PROBLEMS } from '../../src/core/problems.ts';
import { type RunningService, runService } from './running-service.ts';

let service: RunningService;
beforeAll(async () => {
  service = await runService();
}, 120_000);
afterAll(() => service?.stop());

const { version } = JSON.parse(readFileSync('package.json', 'utf8'));
const document = openApiDocument(readArtifacts('models'), await readWranglerConfig(), version);

test('the OpenAPI document is valid, by a validator written elsewhere', async () => {
  const { valid, errors } = await new Validator().validate(structuredClone(document));
  expect(errors).toBeUndefined();
  expect(valid).toBe(true);
});

test('/openapi.json is the document of the models and schemas as they are', async () => {
  const served = await fetch(`${service.url}/openapi.json`);
  expect(served.headers.get('content-type')).toBe('application/json');
  expect(await served.json()).toEqual(JSON.parse(JSON.stringify(document)));
});

interface Operation {
  requestBody: { content: Record<string, { example?: unknown; examples?: Record<string, { value: unknown }> }> };
}

const posts = Object.entries(document.paths as Record<string, { post?: Operation; parameters?: unknown }>).flatMap(
  ([path, { post }]) => (post ? [{ path, ...post }] : []),
);

test.each(posts)('every example of POST $path answers 200, as the document says', async ({ path, requestBody }) => {
  const variant = readArtifacts('models').find(({ model }) => path.includes(`/${model}/`))?.variant ?? '';
  for (const [type, { example, examples = { only: { value: example } } }] of Object.entries(requestBody.content)) {
    for (const { value } of Object.values(examples)) {
      const body = typeof value === 'string' ? value : JSON.stringify(value);
      const headers = { 'content-type': type, 'x-api-key': service.key };
      const response = await fetch(service.url + path.replace('{variant}', variant), { method: 'POST', headers, body });
      expect(response.status).toBe(200);
      expect(response.headers.get('content-type')).toBe(type);
      if (typeof value === 'string') continue;
      const schema = path.startsWith('/v2') ? inferenceResponse : body.startsWith('{"inst') ? batchAnswer : rowAnswer;
      schema.parse(await response.json());
    }
  }
});

test('answers about models, and with every option, are as the document says', async () => {
  const { models } = modelList.parse(await (await fetch(`${service.url}/models`)).json());
  for (const { model, serves } of models) {
    const { example, thresholds, variants } = modelShown.parse(
      await (await fetch(`${service.url}/models/${model}`)).json(),
    );
    const hasInterval = serves.every((route) => variants.find(({ variant }) => variant === route.variant)?.interval);
    const options = `explain&counterfactuals&threshold=${Object.keys(thresholds)[0] ?? 0.5}`;
    const query = hasInterval ? `${options}&interval=0.9` : options;
    const headers = { 'content-type': 'application/json', 'x-api-key': service.key };
    const ask = (body: object) =>
      fetch(`${service.url}/inference/${model}?${query}`, { method: 'POST', headers, body: JSON.stringify(body) });
    expect(Object.keys(rowAnswer.parse(await (await ask(example)).json()).body)).toContain('counterfactual');
    const { body } = batchAnswer.parse(await (await ask({ instances: [example] })).json());
    expect(body).toMatchObject({ decisions: [expect.any(String)], explanations: [{}], counterfactuals: [{}] });
    if (hasInterval) expect(body.intervals).toEqual([[expect.any(Number), expect.any(Number)]]);
  }
});

test('a path lists the option interval where every variant that it may reach has draws', () => {
  const files = readArtifacts('models').filter(({ model }) => model === 'delay');
  const [{ artifact: sure }] = files.filter(({ draws }) => draws) as [(typeof files)[number]];
  const { uncertainty: _, ...plain } = sure;
  const all = [sure, { ...plain, variant: 'plain' }].map((artifact) => {
    return { model: 'delay', variant: artifact.variant, artifact };
  });
  const listed = (...routed: string[]) => {
    const split = Object.fromEntries(routed.map((variant) => [variant, 1]));
    const routes = new Map([['delay', { split, shadow: [] }]]);
    const paths: Record<string, { parameters?: { name: string }[] }> = openApiDocument(
      all,
      [{ routes }],
      version,
    ).paths;
    const takers = Object.keys(paths).filter((path) =>
      paths[path]!.parameters?.some(({ name }) => name === 'interval'),
    );
    return takers;
  };
  expect(listed(sure.variant)).toEqual(['/inference/delay', '/inference/delay/{variant}']);
  expect(listed(sure.variant, 'plain')).toEqual(['/inference/delay/{variant}']);
});

test.each(['/docs', '/problems', ...Object.keys(PROBLEMS).map((code) => `/problems/${code}`)])(
  '%s is a page, which runs no script but its own',
  async (path) => {
    const response = await fetch(service.url + path);
    expect(response.status).toBe(200);
    expect(response.headers.get('content-type')).toContain('text/html');
    expect(response.headers.get('content-security-policy')).toContain("script-src 'self';");
    const code = path.slice('/problems/'.length);
    if (code in PROBLEMS) expect(await response.text()).toContain(`<section id="${code}">`);
  },
);
