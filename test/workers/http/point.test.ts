import { createExecutionContext, waitOnExecutionContext } from 'cloudflare:test';
import { expect, test } from 'vitest';
import { BLOBS, DOUBLES, SCHEMA } from '../../../src/core/contract/point-columns.ts';
import type { Points } from '../../../src/http/point.ts';
import { oneKey, tinyArtifact, tinyService } from '../tiny.ts';

type Point = Parameters<Points['writeDataPoint']>[0];

/** What workerd throws for (src/workerd/api/analytics-engine.c++), and the limit of a Worker's invocation. */
function recorder(mostPoints = 25) {
  const points: Point[] = [];
  const bytes = (texts: readonly string[]) => new TextEncoder().encode(texts.join('')).length;
  return {
    points,
    writeDataPoint(point: Point) {
      const { indexes, blobs, doubles } = point;
      if (indexes.length > 1) throw new TypeError('Maximum of 1 indexes supported.');
      if (bytes(indexes) > 96) throw new TypeError('Size of indexes exceeds 96 bytes');
      if (blobs.length > 20) throw new TypeError('Maximum of 20 blobs supported.');
      if (bytes(blobs) > 16_000) throw new TypeError('Blobs exceed 16000 bytes');
      if (doubles.length > 20) throw new TypeError('Maximum of 20 doubles supported.');
      if (!doubles.every(Number.isFinite)) throw new TypeError('Value is not a finite number');
      if (points.push(point) > mostPoints) throw new TypeError('Too many points');
    },
  };
}

/** A point as an object of its columns. */
function named({ indexes, blobs, doubles }: Point): Record<string, string | number> {
  const columns = (names: readonly string[], values: readonly (string | number)[]) =>
    names.map((name, k) => [name, values[k]!]);
  return { model: indexes[0]!, ...Object.fromEntries([...columns(BLOBS, blobs), ...columns(DOUBLES, doubles)]) };
}

const artifacts = [tinyArtifact('a', 0), tinyArtifact('b', 3)];

/** A service that writes points, with a key. */
async function counting(points: Points, changes: Partial<Parameters<typeof tinyService>[0]> = {}) {
  const { key, store } = await oneKey();
  const service = tinyService({ artifacts, keys: store, points, version: 'version-1', ...changes });
  const context = createExecutionContext();
  const send = async (body: unknown, headers: Record<string, string> = {}) => {
    const response = await service.post('/inference/tiny', body, { 'x-api-key': key, ...headers }, context);
    const text = await response.text();
    await waitOnExecutionContext(context);
    return { status: response.status, text };
  };
  return { ...service, key, id: store.record!.id, send };
}

test('the point of a request fits the limits, and has its columns', async () => {
  const points = recorder();
  const { id, send } = await counting(points);
  await send({ instances: [{ x: 0 }, { x: -9 }, { x: 9 }, { x: 9 }] });
  expect(points.points).toHaveLength(1);
  expect(named(points.points[0]!)).toMatchObject({
    model: 'tiny',
    variant: 'a',
    digest: '0'.repeat(12),
    route: '/inference/:model',
    key: id,
    country: '',
    version: 'version-1',
    schema: SCHEMA,
    status: 200,
    rows: 4,
    answers_from_00: 1,
    answers_from_50: 1,
    answers_from_90: 2,
    substituted_values: 0,
    shadow_rows: 0,
    key_reads: 2,
  });
});

test('every request has one point: refused ones, and those without a model', async () => {
  const points = recorder();
  const { send, get } = await counting(points);
  await send({ x: 'wrong' });
  await send({ x: 0 }, { 'x-api-key': 'wrong' });
  await get('/nothing');
  expect(
    points.points.map(named).map(({ model, status, rows, key_reads }) => [model, status, rows, key_reads]),
  ).toEqual([
    ['tiny', 422, 0, 2],
    ['', 401, 0, 0],
    ['', 404, 0, 0],
  ]);
});

test('shadows are counted in the point of their request', async () => {
  const points = recorder();
  const routes = new Map([['tiny', { split: [{ variant: 'a', weight: 1 }], pick: [], shadow: ['b'] }]]);
  const { send } = await counting(points, { routes });
  await send({ instances: [{ x: -1 }, { x: -5 }] });
  expect(points.points.map(named)).toEqual([
    expect.objectContaining({ rows: 2, shadow_rows: 2, shadow_disagreements: 1 }),
  ]);
});

test('a stream has one point, at its end', async () => {
  const points = recorder();
  const { key, request } = await counting(points);
  const headers = { 'x-api-key': key, 'content-type': 'application/x-ndjson' };
  const context = createExecutionContext();
  const response = await request(
    '/inference/tiny',
    { method: 'POST', headers, body: '{"x":9}\n{"y":1}\n{"x":9}\n' },
    context,
  );
  await response.arrayBuffer();
  await waitOnExecutionContext(context);
  expect(points.points.map(named)).toEqual([
    expect.objectContaining({ status: 200, rows: 3, refused_rows: 1, answers_from_90: 2 }),
  ]);
});

test('a dataset that fails, is full or drops points costs no answer', async () => {
  const fails = await counting({
    writeDataPoint() {
      throw new TypeError('no such dataset');
    },
  });
  expect((await fails.send({ x: 0 })).status).toBe(200);
  const full = await counting(recorder(1));
  await full.send({ x: 0 });
  expect((await full.send({ x: 0 })).text).toContain('"prediction":[0.5,0.5]');
});
