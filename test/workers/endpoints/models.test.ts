import { describe, expect, test } from 'vitest';
import { parseArtifact } from '../../../src/core/check.ts';
import { modelDescription, modelSummary } from '../../../src/core/contract/model-description.ts';
import { environment, post, registry, send, storedKey } from '../service.ts';
import { oneKey, tinyArtifact, tinyService } from '../tiny.ts';

interface Shown {
  fields: { name: string }[];
  changeable: string[];
  thresholds: Record<string, number>;
  schema: { properties: Record<string, { type: string; enum?: string[]; examples?: string[] }>; required: string[] };
  example: Record<string, unknown>;
}

describe.each([...environment.routes.keys()])('GET /models/%s', (model) => {
  const { artifact } = registry.variant(model, environment.routes.get(model)!.split[0]!.variant);

  test('is enough to build a request: a schema of every field, and an example that works', async () => {
    const { schema, example } = await (await send(`/models/${model}`)).json<Shown>();
    const names = artifact.fields.map(({ name }) => name);
    const needed = artifact.fields.filter(({ missing }) => missing === undefined).map(({ name }) => name);
    expect([schema.required, Object.keys(schema.properties), Object.keys(example)]).toEqual([needed, names, names]);
    for (const field of artifact.fields) {
      const shown = schema.properties[field.name]!;
      if (field.type === 'category') {
        const values = [...field.vocabulary, ...(field.missing && field.unknown === 'reject' ? [null] : [])];
        expect(field.unknown === 'reject' ? shown.enum : shown.examples).toEqual(values);
      } else if (field.type !== 'timestamp' && field.range === 'reject') {
        const { minimum, maximum } = field;
        expect({ minimum: undefined, maximum: undefined, ...shown }).toMatchObject({ minimum, maximum });
      }
      const type = field.type === 'category' || field.type === 'timestamp' ? 'string' : field.type;
      expect(shown.type).toEqual(field.missing ? [type, 'null'] : type);
    }
    expect((await send(`/inference/${model}`, post(example, await storedKey()))).status).toBe(200);
  });

  test('lists changeable fields and named thresholds', async () => {
    const { changeable, thresholds } = await (await send(`/models/${model}`)).json<Shown>();
    expect({ changeable, thresholds }).toEqual({ changeable: artifact.changeable, thresholds: artifact.thresholds });
  });
});

test.each(['/models', `/models/${[...environment.routes.keys()][0]}`])('%s links to the documents', async (path) => {
  const link = (await send(path)).headers.get('link');
  expect(link).toContain('</openapi.json>; rel="service-desc"');
  expect(link).toContain('</docs>; rel="service-doc"');
});

/** What a build says, where the Worker answers it. */
const descriptions: [string, object][] = [
  ['/models', { models: [{ model: 'tiny' }, { model: 'other' }] }],
  ['/models/tiny', { model: 'tiny', fields: ['x'] }],
  ['/openapi.json', { openapi: '3.1.1' }],
];
const route = { split: [{ variant: 'a', weight: 1 }], pick: [], shadow: [] };
const routes = new Map([
  ['tiny', route],
  ['other', route],
]);

test('where MODELS_PUBLIC is false, every description needs a key; the list has the models of the key', async () => {
  const all = await oneKey();
  const some = await oneKey({ models: ['tiny'] });
  const ask = (keys: typeof all.store, path: string, headers: Record<string, string> = {}) =>
    tinyService({ keys, routes, descriptions, modelsPublic: false }).get(path, headers);
  for (const [path, value] of descriptions) {
    expect((await ask(all.store, path)).status).toBe(401);
    const response = await ask(all.store, path, { 'x-api-key': all.key });
    expect([response.status, await response.json()]).toEqual([200, value]);
    expect(response.headers.get('link')).toContain('</openapi.json>; rel="service-desc"');
  }
  const limited = { 'x-api-key': some.key };
  expect(await (await ask(some.store, '/models', limited)).json()).toEqual({ models: [{ model: 'tiny' }] });
  expect((await ask(some.store, '/models/tiny', limited)).status).toBe(200);
  expect((await ask(some.store, '/models/other', limited)).status).toBe(403);
  expect((await ask(some.store, '/openapi.json', limited)).status).toBe(403);
  expect((await ask(all.store, '/models/third', { 'x-api-key': all.key })).status).toBe(404);
});

test('an entity tag saves sending a description again', async () => {
  const { get } = tinyService({ routes, descriptions, corsOrigins: ['https://a.test'] });
  const first = await get('/models/tiny', { origin: 'https://a.test' });
  expect(first.headers.get('access-control-allow-origin')).toBe('https://a.test');
  const etag = first.headers.get('etag')!;
  for (const known of [etag, `W/${etag}`, `"other", ${etag}`]) {
    const again = await get('/models/tiny', { 'if-none-match': known });
    expect([again.status, again.headers.get('etag'), await again.text()]).toEqual([304, etag, '']);
  }
  expect((await get('/models/tiny', { 'if-none-match': '"other"' })).status).toBe(200);
});

test('the Worker compiles no model to describe models', async () => {
  const { get } = tinyService({ routes, descriptions, artifacts: [] });
  for (const [path] of descriptions) expect((await get(path)).status).toBe(200);
});

test.each(['/models', '/models/delay', '/openapi.json'])('%s is a static asset with an entity tag', async (path) => {
  const first = await send(path);
  const etag = first.headers.get('etag')!;
  expect([first.status, first.headers.get('content-type'), etag]).toEqual([
    200,
    'application/json',
    expect.any(String),
  ]);
  expect((await send(path, { headers: { 'if-none-match': etag } })).status).toBe(304);
});

test('a recalibrated variant says so, and its curve uses the recalibrated probabilities', () => {
  const fitted = tinyArtifact('a', 0);
  const interval = [0, 1];
  const evaluation = {
    ...{
      split: 'random',
      seed: 1,
      rows: 4,
      auc: 0.5,
      logLoss: 0.7,
      brier: 0.2,
      averagePrecision: 0.5,
      calibrationError: 0,
    },
    ...{ aucInterval: interval, logLossInterval: interval, brierInterval: interval },
    averagePrecisionInterval: interval,
    curve: [0, 0.25, 0.5, 0.75].map((at, k) => [at, 1, 3 - k]),
  };
  const recalibration = { fittedIntercept: 0, shift: Math.log(3), rows: 9, positives: 6 };
  const calibration = { intercept: -0.1, slope: 0.9, gains: [0.01, -0.02], applied: false };
  const training = { ...fitted.training, calibration, recalibration };
  const artifact = parseArtifact({ ...fitted, intercept: Math.log(3), training, evaluation: [evaluation] }, 'tiny/a');
  const described = modelDescription({ model: 'tiny', artifacts: [artifact], route }, environment.limits);
  const [shown] = described.variants;
  expect(shown).toMatchObject({ calibration, recalibration });
  expect(modelSummary({ model: 'tiny', artifacts: [artifact], route }).variants).toEqual([
    { variant: 'a', digest: artifact.digest, calibration, recalibration },
  ]);
  const { curve } = shown!.evaluation[0]!;
  expect(curve.map(([, ...counts]) => counts)).toEqual(evaluation.curve.map(([, ...counts]) => counts));
  for (const [k, at] of [0, 0.5, 0.75, 0.9].entries()) expect(curve[k]![0]).toBeCloseTo(at, 12);
});
