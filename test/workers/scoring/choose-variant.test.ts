import { createExecutionContext, waitOnExecutionContext } from 'cloudflare:test';
import { expect, onTestFinished, test, vi } from 'vitest';
import { pickVariant } from '../../../src/scoring/choose-variant.ts';
import { oneKey, tinyArtifact, tinyService } from '../tiny.ts';

const artifacts = [tinyArtifact('a', 0), tinyArtifact('b', 1)];
const split = [
  { variant: 'a', weight: 50 },
  { variant: 'b', weight: 50 },
];

test('a split always answers a subject by the same variant, and uses both variants', async () => {
  const { key, store } = await oneKey();
  const { post } = tinyService({
    artifacts,
    keys: store,
    routes: new Map([['tiny', { split, pick: [], shadow: [] }]]),
  });
  const variantOf = async (subject: string) => {
    const response = await post('/inference/tiny', { x: 0 }, { 'x-api-key': key, 'x-subject': subject });
    return (await response.json<{ body: { variant: string } }>()).body.variant;
  };
  const subjects = Array.from({ length: 40 }, (_, s) => `subject ${s}`);
  const first = await Promise.all(subjects.map(variantOf));
  expect(await Promise.all(subjects.map(variantOf))).toEqual(first);
  expect(new Set(first)).toEqual(new Set(['a', 'b']));
});

test('without x-subject, or with an empty one, the subject of a split is the id of the key', async () => {
  const answered: string[] = [];
  const expected: string[] = [];
  for (let k = 0; k < 20; k++) {
    const { key, store } = await oneKey();
    const { post } = tinyService({
      artifacts,
      keys: store,
      routes: new Map([['tiny', { split, pick: [], shadow: [] }]]),
    });
    for (const subject of [{}, { 'x-subject': '' }]) {
      const response = await post('/inference/tiny', { x: 0 }, { 'x-api-key': key, ...subject });
      answered.push((await response.json<{ body: { variant: string } }>()).body.variant);
      expected.push(pickVariant(split, 'tiny', store.record!.id));
    }
  }
  expect(answered).toEqual(expected);
  expect(new Set(answered)).toEqual(new Set(['a', 'b']));
});

test('a shadow is scored after the answer and only logged; a broken shadow does no harm', async () => {
  const log = vi.spyOn(console, 'log').mockReturnValue();
  const { key, store } = await oneKey();
  const broken = { ...tinyArtifact('c', 0), features: [] };
  const route = { split: [{ variant: 'a', weight: 1 }], pick: [], shadow: ['b', 'c', 'a'] };
  const { post } = tinyService({
    artifacts: [...artifacts, broken],
    keys: store,
    routes: new Map([['tiny', route]]),
  });
  const context = createExecutionContext();
  const response = await post('/inference/tiny', { instances: [{ x: 0 }, { x: 0 }] }, { 'x-api-key': key }, context);
  expect(response.status).toBe(200);
  expect(await response.json()).toMatchObject({ body: { variant: 'a' } });
  await waitOnExecutionContext(context);
  const lines = log.mock.calls.map(([line]) => JSON.parse(line)).filter(({ event }) => event === 'shadow');
  expect(lines).toEqual([
    expect.objectContaining({ model: 'tiny', variant: 'a', shadow: 'b', rows: 2, mean: 0.5 }),
    expect.objectContaining({ shadow: 'c', error: expect.stringContaining('features') }),
  ]);
  expect(lines[0].shadow_mean).toBeCloseTo(0.7310585786300049, 14);
  expect(lines[0].largest_difference).toBeCloseTo(0.2310585786300049, 14);
  expect(lines[0].disagreements).toBe(0);
  log.mockRestore();
});

test('a shadow is scored after the request has been answered and logged', async () => {
  const log = vi.spyOn(console, 'log').mockReturnValue();
  onTestFinished(() => log.mockRestore());
  const { key, store } = await oneKey();
  const route = { split: [{ variant: 'a', weight: 1 }], pick: [], shadow: ['b'] };
  const { post } = tinyService({ artifacts, keys: store, routes: new Map([['tiny', route]]) });
  const events = () => log.mock.calls.map(([line]) => JSON.parse(line).event);
  const context = createExecutionContext();
  await post('/inference/tiny', { x: 0 }, { 'x-api-key': key }, context);
  expect(events()).toEqual(['request']);
  await waitOnExecutionContext(context);
  expect(events()).toEqual(['request', 'shadow']);
});

test('a shadow logs how many rows it would decide differently', async () => {
  const log = vi.spyOn(console, 'log').mockReturnValue();
  const { key, store } = await oneKey();
  const route = { split: [{ variant: 'a', weight: 1 }], pick: [], shadow: ['b'] };
  const { post } = tinyService({ artifacts, keys: store, routes: new Map([['tiny', route]]) });
  const context = createExecutionContext();
  const instances = [-2, -0.75, -0.25, 0.5].map((x) => ({ x }));
  await post('/inference/tiny', { instances }, { 'x-api-key': key }, context);
  await waitOnExecutionContext(context);
  const line = log.mock.calls.map(([line]) => JSON.parse(line)).find(({ event }) => event === 'shadow');
  expect(line).toMatchObject({ rows: 4, disagreements: 2 });
  log.mockRestore();
});

test('404 for a model without a route', async () => {
  const { key, store } = await oneKey();
  const { post, get } = tinyService({ artifacts, keys: store });
  const answer = await post('/inference/other', {}, { 'x-api-key': key });
  expect(await answer.json()).toMatchObject({ type: '/problems/unknown-model' });
  expect((await tinyService({ artifacts, routes: new Map() }).get('/models/tiny')).status).toBe(404);
  expect((await get('/models/constructor')).status).toBe(404);
});

test('callers may name the variants of the split and of pick; all others are 404, bundled and shadowed ones too', async () => {
  const { key, store } = await oneKey();
  const bundled = ['a', 'b', 'c', 'd'].map((name) => tinyArtifact(name, 0));
  const route = { split: [{ variant: 'a', weight: 1 }], pick: ['b'], shadow: ['c'] };
  const { post, get } = tinyService({ artifacts: bundled, keys: store, routes: new Map([['tiny', route]]) });
  const headers = { 'x-api-key': key };
  const tensors = { inputs: [{ name: 'x', datatype: 'FP64', shape: [1], data: [0] }] };
  for (const [variant, status] of Object.entries({ a: 200, b: 200, c: 404, d: 404, e: 404, constructor: 404 })) {
    expect((await post(`/inference/tiny/${variant}`, { x: 0 }, headers)).status, variant).toBe(status);
    const version = `/v2/models/tiny/versions/${variant}`;
    expect((await post(`${version}/infer`, tensors, headers)).status, variant).toBe(status);
    for (const path of [version, `${version}/ready`]) expect((await get(path)).status, path).toBe(status);
  }
  const refused = await post('/inference/tiny/c', { x: 0 }, headers);
  expect(await refused.json()).toMatchObject({
    type: '/problems/unknown-variant',
    detail: 'The model tiny has no variant c; its variants: a, b.',
  });
  expect(await (await get('/v2/models/tiny')).json()).toMatchObject({ versions: ['a', 'b'] });
});
