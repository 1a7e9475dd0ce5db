import { expect, test } from 'vitest';
import { oneKey, tinyArtifact, tinyService } from '../tiny.ts';

/** Fields of every type that may be missing, and that take the nearest or another value in place of a strange one. */
const artifact = {
  ...tinyArtifact('a', 0),
  fields: [
    { name: 'age', type: 'number', description: '', minimum: 17, maximum: 75, edges: [30, 60], missing: 'own' },
    {
      name: 'city',
      type: 'category',
      description: '',
      vocabulary: ['Lima', 'rare'],
      unknown: 'other',
      other: 'rare',
      match: 'folded',
      missing: 'own',
    },
    { name: 'hour', type: 'integer', description: '', minimum: 0, maximum: 2, range: 'reject', missing: 'own' },
    { name: 'day', type: 'integer', description: '', minimum: 1, maximum: 3 },
  ],
  features: [
    { type: 'one-hot', field: 'age', coefficients: [1, 2, 3, 4] },
    { type: 'numeric', field: 'age', mean: 45, scale: 10, minimum: 17, maximum: 75, coefficients: [0.5] },
    { type: 'one-hot', field: 'city', coefficients: [10, 20, 30] },
    {
      type: 'cross',
      terms: [{ field: 'hour' }, { field: 'age', bins: 2 }],
      cells: [0, 1, 11],
      coefficients: [100, 200, 300],
    },
  ],
  averageLogOdds: [0, 0, 0, 0],
  changeable: ['city', 'hour'],
  examples: [{ input: { age: null, city: null, hour: null, day: 1 }, logit: 334, probability: 1 }],
};

async function service() {
  const { key, store } = await oneKey();
  const { request } = tinyService({ artifacts: [artifact], keys: store });
  return async (path: string, body: unknown, type = 'application/json') => {
    const headers = { 'content-type': type, 'x-api-key': key };
    const text = typeof body === 'string' ? body : JSON.stringify(body);
    const response = await request(path, { method: 'POST', headers, body: text });
    return { status: response.status, text: new TextDecoder().decode(await response.arrayBuffer()) };
  };
}

/** The logit of a row, from its explanation. */
async function logitOf(row: object): Promise<number> {
  const { status, text } = await (await service())('/inference/tiny?explain', row);
  expect([status, text]).toEqual([200, text]);
  return JSON.parse(text).body.explanation.logit;
}

test('null and an absent member are a value of their own, in every form of a request', async () => {
  const ask = await service();
  expect(await logitOf({ age: 50, city: 'Lima', hour: 1, day: 1 })).toBe(2 + 0.25 + 10);
  const gaps = [{ day: 1 }, { age: null, city: null, hour: null, day: 1 }];
  for (const row of gaps) expect(await logitOf(row)).toBe(4 + 30 + 300);
  const { body: one } = JSON.parse((await ask('/inference/tiny', gaps[0])).text);
  expect(one.warnings).toBeUndefined();
  const { body: batch } = JSON.parse((await ask('/inference/tiny', { instances: gaps })).text);
  expect(batch.predictions).toEqual([one.prediction, one.prediction]);
  const lines = await ask(
    '/inference/tiny',
    gaps.map((row) => `${JSON.stringify(row)}\n`).join(''),
    'application/x-ndjson',
  );
  expect(
    lines.text
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line).prediction),
  ).toEqual(batch.predictions);
});

test('the Open Inference Protocol sends null, or no tensor, for a missing value', async () => {
  const ask = await service();
  const day = { name: 'day', datatype: 'INT64', shape: [2], data: [1, 2] };
  const age = { name: 'age', datatype: 'FP64', shape: [2], data: [null, 50] };
  const city = { name: 'city', datatype: 'BYTES', shape: [2], data: ['Lima', null] };
  const { status, text } = await ask('/v2/models/tiny/infer', { inputs: [day, age, city] });
  expect([status, text]).toEqual([200, text]);
  const rows = [
    { day: 1, city: 'Lima' },
    { day: 2, age: 50 },
  ];
  const { body } = JSON.parse((await ask('/inference/tiny', { instances: rows })).text);
  expect(JSON.parse(text).outputs[0].data).toEqual(body.predictions.flat());
  const refused = await ask('/v2/models/tiny/infer', { inputs: [age, city] });
  expect([refused.status, refused.text]).toEqual([422, expect.stringContaining('the input day is missing')]);
});

test('a value beyond a range, and an unknown category, are answered with a warning; the rest is refused', async () => {
  const ask = await service();
  const { text } = await ask('/inference/tiny', { age: 80, city: 'Quito', hour: 1, day: 9 });
  expect(JSON.parse(text).body.warnings).toEqual([
    { pointer: '/age', detail: 'age is 80, outside its range from 17 to 75; it counted as 75' },
    { pointer: '/city', detail: expect.stringMatching(/^city is "Quito".*; it counted as "rare"$/) },
    { pointer: '/day', detail: 'day is 9, outside its range from 1 to 3; it counted as 3' },
  ]);
  expect(await logitOf({ age: 80, city: 'Quito', hour: 1, day: 9 })).toBe(3 + 1.5 + 20);
  const refused = await ask('/inference/tiny', { age: 'x', city: 1, hour: 3 });
  expect(refused.status).toBe(422);
  expect(JSON.parse(refused.text).errors.map(({ pointer }: { pointer: string }) => pointer)).toEqual([
    '/age',
    '/city',
    '/hour',
    '/day',
  ]);
});

test('explanations name the category for rare values, and show a missing value as null', async () => {
  const ask = await service();
  const { body } = JSON.parse((await ask('/inference/tiny?explain', { city: 'Quito', day: 1 })).text);
  const shown = Object.fromEntries(
    body.explanation.contributions.map(({ fields, values }: Record<string, string[]>) => [fields!.join(), values]),
  );
  expect(shown).toEqual({ age: [null], city: ['rare'], 'age,hour': [null, null] });
});

test('counterfactuals offer neither a missing value nor the category for rare ones', async () => {
  const ask = await service();
  const { body } = JSON.parse((await ask('/inference/tiny?counterfactuals', { day: 1 })).text);
  const offered = body.counterfactual.strongest.map(({ field, value }: Record<string, unknown>) => `${field} ${value}`);
  expect(offered.toSorted()).toEqual(['city Lima', 'hour 0', 'hour 1', 'hour 2']);
});

test('/ready reproduces an example with missing values', async () => {
  const { get } = tinyService({ artifacts: [artifact] });
  expect((await get('/ready')).status).toBe(200);
});

const timed = {
  ...tinyArtifact('a', 0),
  fields: [{ name: 'left', type: 'timestamp', description: '', zone: 'America/Santiago' }],
  features: [{ type: 'one-hot', field: 'left', part: 'hour', coefficients: Array.from({ length: 24 }, (_, k) => k) }],
  averageLogOdds: [0],
  examples: [{ input: { left: '2027-02-05T00:00' }, logit: 0, probability: 0.5 }],
};

test('workerd reads a timestamp by the clocks of its zone, in every form of a request', async () => {
  const { key, store } = await oneKey();
  const { post } = tinyService({ artifacts: [timed], keys: store });
  const answer = async (path: string, body: unknown) => {
    const response = await post(path, body, { 'x-api-key': key });
    return { status: response.status, ...(await response.json<Record<string, never>>()) };
  };
  const hourOf = async (left: string) =>
    ((await answer('/inference/tiny?explain', { left })) as unknown as { body: { explanation: { logit: number } } })
      .body.explanation.logit;
  expect(await hourOf('2027-02-05T21:30:00Z')).toBe(18);
  expect(await hourOf('2027-07-05T21:30:00Z')).toBe(17);
  expect(await hourOf('2027-07-05T08:00+05:30')).toBe(22);
  expect(await hourOf('2027-02-05T18:59')).toBe(18);
  const inputs = [{ name: 'left', datatype: 'BYTES', shape: [1], data: ['2027-02-05T21:30:00Z'] }];
  expect(await answer('/v2/models/tiny/infer', { inputs })).toMatchObject({ status: 200 });
  expect(await answer('/inference/tiny', { left: '2027-02-30' })).toMatchObject({
    status: 422,
    errors: [
      {
        pointer: '/left',
        detail: expect.stringMatching(/^left is "2027-02-30": expected a time from 1900 to 2099 such as/),
      },
    ],
  });
});

test('?counterfactuals tries a value in every other bin of a number, and names the nearest that cross a threshold', async () => {
  const changed = { ...artifact, changeable: ['age'] };
  const { key, store } = await oneKey();
  const { request } = tinyService({ artifacts: [changed], keys: store });
  const headers = { 'content-type': 'application/json', 'x-api-key': key };
  const body = JSON.stringify({ age: 35, city: 'Lima', hour: 1, day: 1 });
  const response = await request('/inference/tiny?counterfactuals&threshold=0.99998', {
    method: 'POST',
    headers,
    body,
  });
  const { counterfactual } = JSON.parse(new TextDecoder().decode(await response.arrayBuffer())).body;
  expect([counterfactual.strongest, counterfactual.crossing]).toMatchObject([
    [{ field: 'age', value: 29 }],
    [{ field: 'age', value: 29 }],
  ]);
});
