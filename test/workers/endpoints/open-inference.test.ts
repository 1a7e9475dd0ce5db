import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import { version } from '../../../package.json';
import type { Field } from '../../../src/core/artifact.ts';
import { MOST_TENSORS } from '../../../src/core/contract/open-inference.ts';
import { MOST_ISSUES } from '../../../src/scoring/encoded-rows.ts';
import { examplesOf, type GoldenRow } from '../examples.ts';
import { environment, post, registry, send, storedKey, variantsOf } from '../service.ts';
import { oneKey, tinyService } from '../tiny.ts';

let key: string;
beforeAll(async () => {
  key = await storedKey();
});

const DATATYPE = { category: 'BYTES', integer: 'INT64', number: 'FP64', timestamp: 'BYTES' };

function tensors(fields: readonly Field[], rows: readonly GoldenRow[], column = false) {
  return fields.map(({ name, type }) => ({
    name,
    datatype: DATATYPE[type],
    shape: column ? [rows.length, 1] : [rows.length],
    data: rows.map(({ input }) => (column ? [input[name]] : input[name])),
  }));
}

interface Answer {
  model_name: string;
  model_version: string;
  id?: string;
  parameters: { digest: string };
  outputs: { name: string; datatype: string; shape: number[]; data: number[] }[];
}

const paths = [...environment.routes].flatMap(([model, { split }]) => [
  { model, variant: split[0]!.variant, path: `/v2/models/${model}` },
  ...variantsOf(model).map((variant) => ({ model, variant, path: `/v2/models/${model}/versions/${variant}` })),
]);

describe.each(paths)('$path', ({ model, variant, path }) => {
  const rows = examplesOf(model);
  const { artifact } = registry.variant(model, variant);
  const infer = (body: object, asked: string | undefined = key) => send(`${path}/infer`, post(body, asked));

  test('null is as good as absent for id, parameters and outputs', async () => {
    const inputs = tensors(artifact.fields, rows.slice(0, 1));
    const nothing = {
      id: null,
      parameters: null,
      outputs: null,
      inputs: inputs.map((one) => ({ ...one, parameters: null })),
    };
    const absent = await infer({ inputs });
    const empty = await infer(nothing);
    expect(empty.status).toBe(200);
    expect(await empty.json()).toEqual(await absent.json());
  });

  test.each([false, true])('infer answers golden examples to 1e-12; with shapes [n, 1]: %s', async (column) => {
    const response = await infer({ id: 'one', inputs: tensors(artifact.fields, rows, column) });
    expect(response.status).toBe(200);
    expect(response.headers.get('x-model-digest')).toBe(artifact.digest);
    const { outputs, ...answer } = await response.json<Answer>();
    expect(answer).toEqual({
      model_name: model,
      model_version: variant,
      id: 'one',
      parameters: { digest: artifact.digest },
    });
    expect(outputs).toEqual([
      { name: 'prediction', datatype: 'FP64', shape: [rows.length, 2], data: expect.any(Array) },
    ]);
    for (const [r, { variants }] of rows.entries()) {
      const { probability } = variants[variant]!;
      expect(Math.abs(outputs[0]!.data[2 * r + 1]! - probability)).toBeLessThanOrEqual(1e-12);
      expect(Math.abs(outputs[0]!.data[2 * r]! + outputs[0]!.data[2 * r + 1]! - 1)).toBeLessThanOrEqual(1e-15);
    }
  });

  test('metadata names the fields as inputs, and the model is ready', async () => {
    const metadata = await (await send(path)).json();
    expect(metadata).toEqual({
      name: model,
      versions: variantsOf(model),
      platform: 'edge-logit',
      inputs: artifact.fields.map(({ name, type }) => ({ name, datatype: DATATYPE[type], shape: [-1] })),
      outputs: [{ name: 'prediction', datatype: 'FP64', shape: [-1, 2] }],
    });
    expect(await (await send(`${path}/ready`)).json()).toEqual({ name: model, ready: true });
  });

  test('every error has the shape of the protocol', async () => {
    const isNeeded = ({ missing }: Field) => missing === undefined;
    const fields = artifact.fields.toSorted((a, b) => Number(isNeeded(b)) - Number(isNeeded(a)));
    const inputs = tensors(fields, rows.slice(0, 2));
    const [first, ...others] = inputs;
    const name = first!.name;
    const missing = isNeeded(fields[0]!)
      ? ([
          [422, { inputs: others }, `the input ${name} is missing`],
          [422, { inputs: [{ ...first, data: [first!.data[0], null] }, ...others] }, `Row 1: ${name} is null`],
        ] as const)
      : [];
    for (const [status, body, says] of [
      [422, {}, 'inputs is missing: expected 1 to 1000 tensors'],
      [422, { inputs: [] }, 'inputs is an array of 0: expected 1 to 1000 tensors'],
      ...missing,
      [422, { inputs: [...inputs, first] }, `the input ${name} appears twice`],
      [422, { inputs: [...inputs, { ...first, name: 'nil' }] }, 'nil is not an input'],
      [
        422,
        { inputs: [{ ...first, datatype: 'BOOL' }, ...others] },
        'inputs.0.datatype is "BOOL": expected one of BYTES',
      ],
      [
        422,
        { inputs: [{ ...first, datatype: first!.datatype === 'BYTES' ? 'INT64' : 'BYTES' }, ...others] },
        `the input ${name} has the datatype`,
      ],
      [422, { inputs: [{ ...first, shape: [1, 2] }, ...others] }, 'has the shape'],
      [422, { inputs: [{ ...first, data: [first!.data[0]] }, ...others] }, `the input ${name} has 1 values`],
      [422, { inputs, outputs: [{ name: 'nil' }] }, 'nil is not an output'],
    ] as const) {
      const response = await infer(body);
      expect(response.status, says).toBe(status);
      expect(await response.json()).toEqual({ error: expect.stringContaining(says) });
    }
    const binary = { ...post({ inputs }, key).headers, 'inference-header-content-length': '10' };
    expect((await send(`${path}/infer`, { ...post({ inputs }, key), headers: binary })).status).toBe(415);
  });

  test('the keys are the same: 401 without a key, 403 with a key of another model', async () => {
    const inputs = tensors(artifact.fields, rows.slice(0, 1));
    const refused = await send(`${path}/infer`, post({ inputs }));
    expect([refused.status, await refused.json()]).toEqual([401, { error: expect.any(String) }]);
    expect(refused.headers.get('www-authenticate')).toBe('Key realm="inference"');
    expect((await infer({ inputs }, await storedKey({ models: ['another'] }))).status).toBe(403);
  });
});

test('the server describes itself, and says that it is live and ready', async () => {
  for (const path of ['/v2', '/v2/']) {
    expect(await (await send(path)).json()).toEqual({ name: 'edge-logit', version, extensions: [] });
  }
  expect(await (await send('/v2/health/live')).json()).toEqual({ live: true });
  expect(await (await send('/v2/health/ready')).json()).toEqual({ live: true, ready: true });
});

test('unknown models, versions and paths, and wrong methods, get errors in the shape of the protocol', async () => {
  const [model] = environment.routes.keys();
  for (const path of ['/v2/models/nil', '/v2/models/nil/ready', `/v2/models/${model}/versions/nil`, '/v2/nil']) {
    const response = await send(path);
    expect([response.status, await response.json()]).toEqual([404, { error: expect.any(String) }]);
  }
  const wrong = await send('/v2', { method: 'POST' });
  expect([wrong.status, wrong.headers.get('allow'), await wrong.json()]).toEqual([
    405,
    'GET, HEAD, OPTIONS',
    { error: 'Use GET or HEAD.' },
  ]);
});

test('metadata needs a key if MODELS_PUBLIC is false, and a request counts once', async () => {
  let asked = 0;
  const limiter = { limit: async () => ({ success: ++asked > 0 }) };
  const { key, store } = await oneKey({ tier: 'counted' });
  const tiers = new Map([['counted', { limiter, limit: 9, period: 10 }]]);
  const { get, post } = tinyService({ keys: store, modelsPublic: false, tiers });
  expect((await get('/v2/models/tiny')).status).toBe(401);
  expect((await get('/v2/models/tiny', { 'x-api-key': key })).status).toBe(200);
  const inputs = [{ name: 'x', datatype: 'FP64', shape: [1], data: [0] }];
  expect((await post('/v2/models/tiny/infer', { inputs }, { 'x-api-key': key })).status).toBe(200);
  expect(asked).toBe(2);
});

async function tinyTensors(body: unknown, query = '') {
  const { key, store } = await oneKey();
  const { request } = tinyService({ keys: store, limits: { bodyBytes: 2_000_000, rows: 10 } });
  const headers = { 'x-api-key': key };
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  const response = await request(`/v2/models/tiny/infer${query}`, { method: 'POST', headers, body: text });
  return { status: response.status, ...(await response.json<{ error?: string }>()) };
}

const x = { name: 'x', datatype: 'FP64', shape: [1], data: [0] };
const zeros = (count: number) => new Array(count).fill(0);

test.each([
  [5, 'the body is 5: expected an object with inputs.'],
  [{ inputs: 5 }, 'inputs is 5: expected 1 to 1000 tensors.'],
  [{ inputs: [5] }, 'inputs.0 is 5: expected an object with name, shape, datatype and data.'],
  [{ inputs: [{ ...x, name: 1 }] }, 'inputs.0.name is 1: expected a string.'],
  [{ inputs: [{ ...x, shape: 1 }] }, 'inputs.0.shape is 1: expected 1 to 8 sizes, starting with the number of rows.'],
  [
    { inputs: [{ ...x, shape: zeros(9) }] },
    'inputs.0.shape is an array of 9: expected 1 to 8 sizes, starting with the number of rows.',
  ],
  [{ inputs: [{ ...x, shape: [-1] }] }, 'inputs.0.shape.0 is -1: expected a whole number.'],
  [{ inputs: [{ ...x, shape: [0.5] }] }, 'inputs.0.shape.0 is 0.5: expected a whole number.'],
  [{ inputs: [{ ...x, data: 'x' }] }, 'inputs.0.data is "x": expected an array of values.'],
  [{ inputs: [{ ...x, parameters: 1 }] }, 'inputs.0.parameters is 1: expected an object.'],
  [{ inputs: [x], id: 1 }, 'id is 1: expected a string.'],
  [{ inputs: [x], outputs: 1 }, 'outputs is 1: expected up to 1000 outputs.'],
  [{ inputs: [x], outputs: [1] }, 'outputs.0 is 1: expected an object with a name.'],
  [{ inputs: [{ ...x, shape: [0], data: [] }] }, 'the shapes have 0 rows: expected 1 to 10.'],
  [{ inputs: [{ ...x, shape: [11], data: zeros(11) }] }, 'the shapes have 11 rows: expected 1 to 10.'],
])('the request %j is refused by a sentence that says what is expected', async (body, error) => {
  expect(await tinyTensors(body)).toEqual({ status: 422, error });
});

test('a repeated member is refused by its pointer', async () => {
  expect(await tinyTensors('{"inputs":[{"name":"x","name":"x"}]}')).toEqual({
    status: 422,
    error: 'A member appears twice in an object. /inputs/0/name: the object already has a member of this name.',
  });
});

test('options in the query are refused, like unknown options of /inference', async () => {
  expect(await tinyTensors({ inputs: [x] }, '?')).toMatchObject({ status: 200 });
  expect(await tinyTensors({ inputs: [x] }, '?explain')).toEqual({
    status: 400,
    error: '"explain" is not an option: this path has none.',
  });
});

test('a million bytes of wrong tensors, shapes and outputs get 422 and at most MOST_ISSUES sentences', async () => {
  const wrong = fc.constantFrom<unknown>(0, -1, null, [], {}, 'x');
  const long = fc
    .tuple(wrong, fc.constantFrom(1000, 1001, 350_000))
    .map(([item, count]) => new Array(count).fill(item));
  const body = fc.oneof(
    long.map((inputs) => ({ inputs })),
    long.map((shape) => ({ inputs: [{ ...x, shape }] })),
    long.map((shape) => ({ inputs: new Array(10).fill({ ...x, shape: shape.slice(0, 9_000) }) })),
    long.map((outputs) => ({ inputs: [x], outputs })),
  );
  await fc.assert(
    fc.asyncProperty(body, async (body) => {
      const { status, error } = await tinyTensors(body);
      expect(status).toBe(422);
      expect(error!.split('; ').length).toBeLessThanOrEqual(MOST_ISSUES + 1);
    }),
  );
});

test('of as many unknown tensors and outputs as are allowed, MOST_ISSUES are listed', async () => {
  const inputs = Array.from({ length: MOST_TENSORS }, (_, i) => ({ ...x, name: `x${i}` }));
  const { status, error } = await tinyTensors({ inputs, outputs: new Array(MOST_TENSORS).fill({ name: 'y' }) });
  expect(status).toBe(422);
  expect(error).toMatch(
    /^the input x is missing; x0 is not an input of this model: expected one of x; .*; and 1901 more\.$/,
  );
});
