import { readFileSync } from 'node:fs';
import { Validator } from '@seriousme/openapi-schema-validator';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { expect, inject, test } from 'vitest';
import { readArtifacts } from '../../../../scripts/models/artifact-files.ts';
import { openApiDocument } from '../../../../scripts/openapi/document.ts';
import { readWranglerConfig } from '../../../../scripts/wrangler/config.ts';
import { PROBLEMS } from '../../../../src/core/contract/problems.ts';
import { strictSchemas } from '../../strict-schemas.ts';

const service = { url: inject('url'), key: inject('key') };

const { version } = JSON.parse(readFileSync('package.json', 'utf8'));
const document = openApiDocument(readArtifacts('models'), (await readWranglerConfig())[0]!, version);

test('the OpenAPI document is valid, by an independent validator', async () => {
  const { valid, errors } = await new Validator().validate(structuredClone(document));
  expect(errors).toBeUndefined();
  expect(valid).toBe(true);
});

test('/openapi.json is the document of the current models and schemas', async () => {
  const served = await fetch(`${service.url}/openapi.json`);
  expect(served.headers.get('content-type')).toBe('application/json');
  expect(await served.json()).toEqual(JSON.parse(JSON.stringify(document)));
});

test('the document lists models in the order of their routes, as the service does', async () => {
  const [local] = await readWranglerConfig();
  const routes = new Map([...local!.routes].reverse());
  const turned = openApiDocument(readArtifacts('models'), { ...local!, routes }, version);
  const { examples } = (turned.paths as Record<string, { get: Operation }>)['/models']!.get.responses[200]!.content[
    'application/json'
  ]!;
  const { models } = Object.values(examples!)[0]!.value as { models: { model: string }[] };
  expect(models.map(({ model }) => model)).toEqual([...routes.keys()]);
});

interface Content {
  example?: unknown;
  examples?: Record<string, { value?: unknown }>;
}

interface Operation {
  summary: string;
  requestBody?: { content: Record<string, Content> };
  responses: Record<string, { content: Record<string, Content> }>;
  'x-warehouses'?: Record<
    string,
    { body: object; answer: { $ref: string }; example: { body: object; answer: object } }
  >;
}

/** Every operation, with the path of its examples. */
const operations = Object.entries(
  document.paths as Record<string, { parameters?: { name: string; example?: string }[] } & Record<string, unknown>>,
).flatMap(([template, { parameters = [], ...methods }]) =>
  Object.entries(methods as Record<string, Operation>).map(([method, operation]) => {
    const path = parameters.reduce((path, { name, example = '' }) => path.replace(`{${name}}`, example), template);
    return { template, path, method: method.toUpperCase(), ...operation };
  }),
);

const schemaOf = strictSchemas(JSON.parse(JSON.stringify(document)));

test.each(operations)('the service answers the examples of $method $template as documented', async (operation) => {
  const { template, path, method, requestBody, responses } = operation;
  for (const [type, { example, examples = { only: { value: example } } }] of Object.entries(responses[200]!.content)) {
    for (const [name, { value }] of Object.entries(examples)) {
      const sent = requestBody?.content[type];
      const body = sent?.examples?.[name]?.value ?? sent?.example;
      const response = await ask(method, path, type, body);
      expect(response.status).toBe(200);
      expect(response.headers.get('content-type')).toBe(type);
      const answered = await response.text();
      if (typeof value === 'string') expect(answered).toBe(value);
      else expect(JSON.parse(answered)).toEqual(JSON.parse(JSON.stringify(value)));
      for (const line of type === 'application/json' ? [answered] : answered.trim().split('\n')) {
        expect(schemaOf(template, method, type)(JSON.parse(line))).toEqual([]);
      }
    }
  }
});

const asked = operations.flatMap(({ path, 'x-warehouses': bodies = {} }) =>
  Object.entries(bodies).map(([member, shown]) => ({ path, member, ...shown })),
);

test.each(asked)('the service answers the example of $member at $path as documented', async (shown) => {
  const { path, body, answer, example } = shown;
  const ajv = new Ajv2020({ strict: false });
  ajv.addSchema({ ...JSON.parse(JSON.stringify(document)), $id: 'document' });
  expect(ajv.validate(body, example.body), ajv.errorsText()).toBe(true);
  const answered = await (await ask('POST', path, 'application/json', example.body)).json();
  expect(answered).toEqual(example.answer);
  expect(ajv.validate({ $ref: `document${answer.$ref}` }, answered), ajv.errorsText()).toBe(true);
});

function ask(method: string, path: string, type: string, body: unknown): Promise<Response> {
  const headers = { 'content-type': type, 'x-api-key': service.key };
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  return fetch(service.url + path, { method, headers, ...(body !== undefined && { body: text }) });
}

test('the examples of requests and answers have the same names, so viewers show them side by side', () => {
  for (const { requestBody, responses } of operations) {
    const sent = Object.keys(requestBody?.content['application/json']?.examples ?? {});
    if (sent.length > 0) expect(Object.keys(responses[200]!.content['application/json']!.examples!)).toEqual(sent);
  }
});

interface Shown {
  fields: { name: string }[];
  example: Record<string, unknown>;
  thresholds: Record<string, number>;
  variants: { variant: string; options: string[] }[];
}

const models = Object.keys(document.paths).flatMap((path) => /^\/inference\/([^/]+)$/.exec(path)?.[1] ?? []);

test.each(models)('answers of %s have only documented members, with every option and in every form', async (model) => {
  const shown: Shown = JSON.parse(await (await fetch(`${service.url}/models/${model}`)).text());
  expect(schemaOf('/models/{model}', 'GET', 'application/json')(shown)).toEqual([]);
  for (const { variant, options } of shown.variants) {
    const values: Record<string, string> = { threshold: Object.keys(shown.thresholds)[0] ?? '0.5', interval: '0.9' };
    const query = options.map((name) => `${name}=${values[name] ?? 'true'}`).join('&');
    const path = `/inference/${model}/${variant}`;
    const template = path in document.paths ? path : `/inference/${model}/{variant}`;
    const wrong = { ...shown.example, [shown.fields[0]!.name]: null };
    const bodies: [type: string, body: unknown][] = [
      ['application/json', shown.example],
      ['application/json', { instances: [shown.example, shown.example] }],
      ['application/x-ndjson', `${JSON.stringify(shown.example)}\n${JSON.stringify(wrong)}\n`],
    ];
    for (const [type, body] of bodies) {
      const response = await ask('POST', `${path}?${query}`, type, body);
      const lines = (await response.text()).trim().split('\n');
      for (const line of lines) expect(schemaOf(template, 'POST', type)(JSON.parse(line))).toEqual([]);
      expect(lines.join()).toContain('"decision');
      for (const option of options.filter((name) => name !== 'threshold')) {
        expect(lines.join()).toContain({ explain: 'explanation', counterfactuals: 'strongest' }[option] ?? option);
      }
    }
  }
});

test('the check of documented members finds an extra member', () => {
  const check = schemaOf('/inference/delay', 'POST', 'application/json');
  const { value } = operations.find(({ path }) => path === '/inference/delay')!.responses[200]!.content[
    'application/json'
  ]!.examples!.row as { value: { body: object } };
  expect(check({ ...value, body: { ...value.body, extra: 1 } }).join()).toContain('/body must NOT have');
});

test('exactly the paths with a variant document the problem unknown-variant', () => {
  for (const { template, responses } of operations) {
    const named = Object.values(responses).flatMap(({ content }) =>
      Object.values(content).flatMap(({ examples = {} }) => Object.keys(examples)),
    );
    expect(named.includes('unknown-variant'), template).toBe(template.includes('{variant}'));
  }
});

test('a path lists the option interval if all variants that may answer have draws', () => {
  const files = readArtifacts('models').filter(({ model }) => model === 'delay');
  const [{ artifact: sure }] = files.filter(({ draws }) => draws) as [(typeof files)[number]];
  const { uncertainty: _, ...plain } = sure;
  const all = [sure, { ...plain, variant: 'plain' }].map((artifact) => {
    return { model: 'delay', variant: artifact.variant, artifact };
  });
  const listed = (...routed: string[]) => {
    const split = routed.map((variant) => ({ variant, weight: 1 }));
    const routes = new Map([['delay', { split, pick: all.map(({ variant }) => variant), shadow: [] }]]);
    const paths: Record<string, { parameters?: { name: string }[] }> = openApiDocument(
      all,
      { routes, tiers: new Map() },
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
  '%s is a page that runs only its own scripts',
  async (path) => {
    const response = await fetch(service.url + path);
    expect(response.status).toBe(200);
    expect(response.headers.get('content-type')).toContain('text/html');
    expect(response.headers.get('content-security-policy')).toContain("script-src 'self';");
    const code = path.slice('/problems/'.length);
    if (code in PROBLEMS) expect(await response.text()).toContain(`id="${code}"`);
  },
);

test('the document has exactly the variants that callers may name, and is valid where nothing is served', async () => {
  const files = readArtifacts('models');
  const route = { split: [{ variant: 'forecast', weight: 1 }], pick: ['one-hot'], shadow: ['calendar'] };
  const routed = JSON.stringify(
    openApiDocument(files, { routes: new Map([['delay', route]]), tiers: new Map() }, version),
  );
  expect(routed).toContain('"enum":["forecast","one-hot"]');
  for (const hidden of ['"calendar"', '"cyclic"', 'us-delay']) {
    expect(routed.replace('"shadow":["calendar"]', '')).not.toContain(hidden);
  }
  const empty = openApiDocument(files, { routes: new Map(), tiers: new Map() }, version);
  expect(Object.keys(empty.paths)).toEqual(['/health', '/ready', '/v2', '/v2/health/live', '/v2/health/ready']);
  expect((await new Validator().validate(structuredClone(empty))).valid).toBe(true);
});

test('no enum has a value twice, and no example has to be fetched from elsewhere: generators of clients refuse both', () => {
  const text = JSON.stringify(document);
  expect(text).not.toContain('externalValue');
  const enums: unknown[][] = [];
  JSON.parse(text, (name, value) => {
    if (name === 'enum') enums.push(value);
    return value;
  });
  expect(enums.length).toBeGreaterThan(0);
  expect(enums.filter((values) => new Set(values).size < values.length)).toEqual([]);
});

test('no two operations have the same summary for the same model, so that a list of them reads well', () => {
  for (const model of models) {
    const summaries = operations
      .filter(({ path, method }) => method === 'POST' && path.startsWith(`/inference/${model}`))
      .map(({ summary }) => summary);
    expect(summaries.length).toBeGreaterThan(1);
    expect(new Set(summaries).size).toBe(summaries.length);
  }
});
