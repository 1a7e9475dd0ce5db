import { beforeAll, describe, expect, test } from 'vitest';
import { version } from '../../package.json';
import type { Field } from '../../src/core/artifact.ts';
import { registry } from '../../src/registry.ts';
import { examplesOf, type GoldenRow } from './examples.ts';
import { environment, post, send, storedKey } from './service.ts';
import { oneKey, tinyService } from './tiny.ts';

let key: string;
beforeAll(async () => {
  key = await storedKey();
});

const DATATYPE = { category: 'BYTES', integer: 'INT64', number: 'FP64' };

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
  ...registry.variants(model).map((variant) => ({ model, variant, path: `/v2/models/${model}/versions/${variant}` })),
]);

describe.each(paths)('$path', ({ model, variant, path }) => {
  const rows = examplesOf(model);
  const { artifact } = registry.variant(model, variant);
  const infer = (body: object, asked: string | undefined = key) => send(`${path}/infer`, post(body, asked));

  test.each([false, true])('infer answers golden examples to 1e-12; as columns of one: %s', async (column) => {
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
      versions: registry.variants(model),
      platform: 'edge-logit',
      inputs: artifact.fields.map(({ name, type }) => ({ name, datatype: DATATYPE[type], shape: [-1] })),
      outputs: [{ name: 'prediction', datatype: 'FP64', shape: [-1, 2] }],
    });
    expect(await (await send(`${path}/ready`)).json()).toEqual({ name: model, ready: true });
  });

  test('every error has the shape of the protocol', async () => {
    const inputs = tensors(artifact.fields, rows.slice(0, 2));
    const [first, ...others] = inputs;
    const name = first!.name;
    for (const [status, body, says] of [
      [422, {}, 'inputs: '],
      [422, { inputs: [] }, 'inputs: '],
      [422, { inputs: others }, `the input ${name} is missing`],
      [422, { inputs: [...inputs, first] }, `the input ${name} is there twice`],
      [422, { inputs: [...inputs, { ...first, name: 'nil' }] }, 'nil is not an input'],
      [422, { inputs: [{ ...first, datatype: 'BOOL' }, ...others] }, 'inputs.0.datatype'],
      [
        422,
        { inputs: [{ ...first, datatype: first!.datatype === 'BYTES' ? 'INT64' : 'BYTES' }, ...others] },
        `the input ${name} has the datatype`,
      ],
      [422, { inputs: [{ ...first, shape: [1, 2] }, ...others] }, 'has the shape'],
      [422, { inputs: [{ ...first, data: [first!.data[0]] }, ...others] }, `the input ${name} has 1 values`],
      [422, { inputs: [{ ...first, data: [first!.data[0], null] }, ...others] }, `Row 1: ${name} is null`],
      [422, { inputs, outputs: [{ name: 'nil' }] }, 'nil is not an output'],
    ] as const) {
      const response = await infer(body);
      expect(response.status, says).toBe(status);
      expect(await response.json()).toEqual({ error: expect.stringContaining(says) });
    }
    const binary = { ...post({ inputs }, key).headers, 'inference-header-content-length': '10' };
    expect((await send(`${path}/infer`, { ...post({ inputs }, key), headers: binary })).status).toBe(415);
  });

  test('the key is the same: 401 without, 403 with that of another model', async () => {
    const inputs = tensors(artifact.fields, rows.slice(0, 1));
    const refused = await send(`${path}/infer`, post({ inputs }));
    expect([refused.status, await refused.json()]).toEqual([401, { error: expect.any(String) }]);
    expect(refused.headers.get('www-authenticate')).toBe('Key realm="inference"');
    expect((await infer({ inputs }, await storedKey({ models: ['another'] }))).status).toBe(403);
  });
});

test('the server tells what it is, that it lives, and that it is ready', async () => {
  for (const path of ['/v2', '/v2/']) {
    expect(await (await send(path)).json()).toEqual({ name: 'edge-logit', version, extensions: [] });
  }
  expect(await (await send('/v2/health/live')).json()).toEqual({ live: true });
  expect(await (await send('/v2/health/ready')).json()).toEqual({ live: true, ready: true });
});

test('unknown models, versions and paths, and wrong methods, answer in the shape of the protocol', async () => {
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

test('metadata is behind the key where MODELS_PUBLIC is false, and a request counts once', async () => {
  let asked = 0;
  const limiter = { limit: async () => ({ success: ++asked > 0 }) };
  const { key, store } = await oneKey({ tier: 'counted' });
  const tiers = new Map([['counted', { rate: { limiter, limit: 9, period: 10 } }]]);
  const { get, post } = tinyService({ keys: store, modelsPublic: false, tiers });
  expect((await get('/v2/models/tiny')).status).toBe(401);
  expect((await get('/v2/models/tiny', { 'x-api-key': key })).status).toBe(200);
  const inputs = [{ name: 'x', datatype: 'FP64', shape: [1], data: [0] }];
  expect((await post('/v2/models/tiny/infer', { inputs }, { 'x-api-key': key })).status).toBe(200);
  expect(asked).toBe(2);
});
