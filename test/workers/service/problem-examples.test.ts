import { createExecutionContext } from 'cloudflare:test';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { openApiDocument } from '../../../scripts/openapi/document.ts';
import { NO_VARIANT, wrongRow } from '../../../scripts/openapi/problem-examples.ts';
import { createApp } from '../../../src/app.ts';
import type { Environment } from '../../../src/config/environment.ts';
import { PROBLEMS, type ProblemCode } from '../../../src/core/contract/problems.ts';
import { openInferenceError } from '../../../src/endpoints/open-inference.ts';
import { Problem, problemAnswer } from '../../../src/http/problem.ts';
import { environment, registry, variantsOf } from '../service.ts';
import { oneKey } from '../tiny.ts';

const RATE = { binding: 'RATE', limit: 6000, period: 60 } as const;
const files = [...environment.routes.keys()].flatMap((model) =>
  variantsOf(model).map((variant) => ({ model, artifact: registry.variant(model, variant).artifact })),
);
const { routes } = environment;
const document = openApiDocument(files, { routes, tiers: new Map([['standard', RATE]]) }, '0.1.0');

interface Example {
  code: ProblemCode;
  path: string;
  method: string;
  body?: object;
  value: { instance?: string; request_id?: string };
}

interface Documented {
  content: Record<string, { examples?: Record<string, { value: Example['value'] }> }>;
}

interface Operation {
  requestBody?: { content: { 'application/json': { example?: object; examples?: { row: { value: object } } } } };
  responses: Record<string, Documented>;
}

type Asked = Omit<Example, 'value'>;

/** Every operation, with the examples of its problems. */
const operations = Object.entries(
  document.paths as Record<string, { parameters?: { name: string; example?: string }[] } & Record<string, unknown>>,
).flatMap(([template, { parameters = [], ...operations }]) =>
  Object.entries(operations as Record<string, Operation>).flatMap(([method, { requestBody, responses }]) => {
    const path = parameters.reduce((path, { name, example = '' }) => path.replace(`{${name}}`, example), template);
    const content = requestBody?.content['application/json'];
    const body = content?.example ?? content?.examples?.row.value;
    const problems = Object.values(responses).flatMap(examplesOf);
    return { path, method, problems, ...(body && { body }) };
  }),
);
const examples = operations.flatMap(({ problems, ...operation }) =>
  problems.map((problem): Example => ({ ...operation, ...problem })),
);
const others = Object.values(document.components.responses as Record<string, Documented>)
  .flatMap(examplesOf)
  .map(({ code, value }): Example => ({ code, path: value.instance!, method: 'delete', value }));

function examplesOf({ content }: Documented) {
  return Object.values(content).flatMap(({ examples = {} }) =>
    Object.entries(examples)
      .filter(([name]) => name in PROBLEMS)
      .map(([name, { value }]) => ({ code: name as ProblemCode, value })),
  );
}

beforeAll(() => {
  vi.spyOn(console, 'log').mockReturnValue();
  vi.spyOn(console, 'error').mockReturnValue();
});
afterAll(() => {
  vi.restoreAllMocks();
});

test('the document has an example of every problem', () => {
  expect(new Set([...examples, ...others].map(({ code }) => code))).toEqual(new Set(Object.keys(PROBLEMS)));
});

test.each([...examples, ...others])(
  'the example of $code at $method $path is the answer of the service',
  async (example) => {
    const response = await provoke(example);
    const answered: Example['value'] = await response.json();
    const { request_id = undefined } = answered;
    expect(answered).toEqual({ ...example.value, ...(request_id && { request_id }) });
    expect(response.status).toBe(PROBLEMS[example.code].status);
  },
);

test.each(operations)('the problems that $method $path answers are all among its examples', async (operation) => {
  const { problems, ...asked } = operation;
  const listed = problems.map(({ value: { request_id: _, ...value } }) => value);
  // Two problems cannot be provoked at every path: an unforeseen error, and an unknown variant where the path has none.
  const { internal: _, 'unknown-variant': __, ...provoked } = PROBLEMS;
  for (const code of Object.keys(provoked) as ProblemCode[]) {
    const response = await provoke({ ...asked, code });
    if (response.status < 400) continue;
    const { request_id: _, ...answered } = await response.json<Example['value']>();
    expect(listed, code).toContainEqual(answered);
  }
});

/** Makes the service answer with a problem: by a bad request, or by a fault of the service. */
async function provoke({ code, path, method, body }: Asked) {
  if (code === 'internal') return unforeseen(path);
  const { key, store } = await oneKey(code === 'forbidden' ? { models: ['another'] } : {});
  const failing = { limit: async () => ({ success: false }) };
  const changes: Partial<Environment> =
    {
      'unknown-model': { routes: new Map() },
      'rate-limited': { tiers: new Map([['unlimited', { ...RATE, limiter: failing }]]) },
    }[code as string] ?? {};
  if (code === 'keys-unavailable') store.broken = true;
  const app = createApp({
    environment: {
      ...environment,
      keys: store,
      tiers: new Map([['unlimited', {}]]),
      modelsPublic: false,
      ...changes,
    },
    registry: code === 'not-ready' ? broken : registry,
    descriptions: new Map(),
  });
  const headers: Record<string, string> = { 'content-type': 'application/json', 'x-api-key': key };
  if (code === 'unauthorized') delete headers['x-api-key'];
  if (code === 'header-too-long') headers['x-subject'] = 'x'.repeat(257);
  if (code === 'unsupported-media-type') headers['content-encoding'] = 'gzip';
  const query = code === 'invalid-option' ? '?explian' : '';
  const asked = code === 'unknown-variant' ? withoutVariant(path) : path;
  const init: RequestInit = { method: method.toUpperCase(), headers };
  if (body) init.body = code in BODIES ? BODIES[code]!(body, path) : JSON.stringify(body);
  return app.fetch(new Request(`https://inference.test${asked}${query}`, init), {}, createExecutionContext());
}

function withoutVariant(path: string): string {
  const names = files.map(({ artifact }) => artifact.variant);
  return path.replace(/[^/]+/g, (step) => (names.includes(step) ? NO_VARIANT : step));
}

/** The answer to an unforeseen error, which no test can cause at every path. */
function unforeseen(path: string): Response {
  const problem = new Problem('internal');
  const isTensors = path.startsWith('/v2');
  const { body, status } = isTensors
    ? openInferenceError(problem)
    : problemAnswer(problem, new Request(`https://inference.test${path}`), 'one');
  return new Response(body, { status });
}

const BODIES: Partial<Record<ProblemCode, (body: object, path: string) => string>> = {
  'malformed-body': () => '',
  'body-too-large': () => ' '.repeat(environment.limits.bodyBytes + 1),
  'invalid-input': (body, path) => {
    const { row } = wrongRow(files.filter(({ model }) => path.includes(`/${model}`)).map(({ artifact }) => artifact));
    if (!('inputs' in body)) return JSON.stringify(row);
    const inputs = body.inputs as { name: string }[];
    return JSON.stringify({ inputs: inputs.map((input) => ({ ...input, shape: [1], data: [row[input.name]] })) });
  },
};

const broken = {
  variant(): never {
    throw new Error('broken');
  },
};
