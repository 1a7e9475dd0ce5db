import { createExecutionContext, waitOnExecutionContext } from 'cloudflare:test';
import { beforeAll, describe, expect, onTestFinished, test, vi } from 'vitest';
import { BLOBS, DOUBLES } from '../../../src/core/contract/point-columns.ts';
import { examplesOf } from '../examples.ts';
import { environment, post, registry, send, storedKey, variantsOf } from '../service.ts';
import { oneKey, tinyArtifact, tinyService } from '../tiny.ts';

let key: string;
beforeAll(async () => {
  key = await storedKey();
});

const inferences = [...environment.routes.keys()].flatMap((model) =>
  variantsOf(model).map((variant) => ({ model, variant, path: `/inference/${model}/${variant}` })),
);

describe.each(inferences)('POST $path', ({ model, variant, path }) => {
  const rows = examplesOf(model);
  const { artifact } = registry.variant(model, variant);
  const values = rows.map(({ input }) => artifact.fields.map(({ name }) => input[name] ?? null));
  const expected = rows.map(({ variants }) => variants[variant]!.probability);

  test('answers calls of BigQuery with a probability per row, to 1e-12, whatever else the body has', async () => {
    const more = { requestId: '1', caller: '//bigquery', sessionUser: 'ana@example.org', userDefinedContext: {} };
    const response = await send(path, post({ ...more, calls: values }, key));
    expect(response.status).toBe(200);
    expect(response.headers.get('x-model-digest')).toBe(artifact.digest);
    const { replies, ...others } = await response.json<{ replies: number[] }>();
    expect(others).toEqual({});
    expect(replies).toHaveLength(rows.length);
    for (const [r, reply] of replies.entries()) expect(Math.abs(reply - expected[r]!)).toBeLessThanOrEqual(1e-12);
  });

  test('answers data of Snowflake and Teradata with the number and the probability of each row', async () => {
    const response = await send(path, post({ data: values.map((row, r) => [10 + r, ...row]) }, key));
    const { data } = await response.json<{ data: [number, number][] }>();
    expect(data.map(([number]) => number)).toEqual(rows.map((_, r) => 10 + r));
    for (const [r, [, answer]] of data.entries()) expect(Math.abs(answer - expected[r]!)).toBeLessThanOrEqual(1e-12);
  });

  test('answers null for a row that is refused, and the same to a batch that is sent again', async () => {
    const bad = artifact.fields.map(() => ({}));
    const body = post({ calls: [values[0], bad, values[1]] }, key);
    const first = await (await send(path, body)).json<{ replies: unknown[] }>();
    expect(first.replies).toEqual([expect.any(Number), null, expect.any(Number)]);
    expect(await (await send(path, body)).json()).toEqual(first);
    const numbered = await send(path, post({ data: [[0, ...bad]] }, key));
    expect(await numbered.json()).toEqual({ data: [[0, null]] });
  });

  test('refuses the batch if a row has not a value per field, naming the fields in order', async () => {
    for (const [body, pointer] of [
      [{ calls: [values[0], values[1]!.slice(1)] }, '/calls/1'],
      [{ data: [values[0]] }, '/data/0'],
      [{ calls: [values[0], null] }, '/calls/1'],
      [{ calls: [values[0], { length: values[0]!.length }] }, '/calls/1'],
      [{ calls: [values[0], 'x'.repeat(values[0]!.length)] }, '/calls/1'],
    ] as const) {
      const response = await send(path, post(body, key));
      expect(response.status).toBe(422);
      const { errors } = await response.json<{ errors: { pointer: string; detail: string }[] }>();
      expect(errors).toEqual([
        { pointer, detail: expect.stringContaining(artifact.fields.map((f) => f.name).join(', ')) },
      ]);
    }
  });

  test('refuses more rows than the limit, no row, an option, and a request without a key', async () => {
    const { rows: most } = environment.limits;
    const tooMany = await send(path, post({ calls: new Array(most + 1).fill([0]) }, key));
    const refused = await tooMany.json<{ detail: string }>();
    expect(refused).toMatchObject({ status: 422, errors: [{ pointer: '/calls' }], errorMessage: refused.detail });
    for (const body of [{ calls: [] }, { data: [] }, { instances: [], calls: values }]) {
      expect((await send(path, post(body, key))).status).toBe(422);
    }
    const explained = await send(`${path}?counterfactuals`, post({ calls: values }, key));
    expect(explained.status).toBe(400);
    const { detail } = await explained.json<{ detail: string }>();
    expect(detail).toBe('counterfactuals is not an option for calls and data: their answer is a number per row.');
    expect((await send(path, post({ calls: values }))).status).toBe(401);
  });
});

/** A service with one model of a number `x`, whose logit it is, and what it logs and counts. */
async function tiny(changes: Parameters<typeof tinyService>[0] = {}) {
  const log = vi.spyOn(console, 'log').mockReturnValue();
  onTestFinished(() => log.mockRestore());
  const { key, store } = await oneKey({ tier: 'small' });
  const points: { blobs: string[]; doubles: number[] }[] = [];
  const { post } = tinyService({
    artifacts: [tinyArtifact('a', 0), tinyArtifact('b', 3)],
    keys: store,
    points: { writeDataPoint: (point) => void points.push(point) },
    tiers: new Map([['small', { rows: 4, streamRows: 9 }]]),
    ...changes,
  });
  return {
    async ask(body: object) {
      const context = createExecutionContext();
      const response = await post('/inference/tiny', body, { 'x-api-key': key }, context);
      await waitOnExecutionContext(context);
      return response.json<{ replies?: unknown; data?: unknown; detail?: string }>();
    },
    logged: () => log.mock.calls.map(([line]) => JSON.parse(line)),
    counted: () => {
      const [{ blobs, doubles }] = points as [(typeof points)[number]];
      const columns = (names: readonly string[], values: readonly (string | number)[]) =>
        names.map((name, k) => [name, values[k]]);
      return Object.fromEntries([...columns(BLOBS, blobs), ...columns(DOUBLES, doubles)]);
    },
  };
}

test('only problems with a body of calls have the member errorMessage, that of BigQuery', async () => {
  const { ask } = await tiny();
  expect(await ask({ calls: new Array(5).fill([0]) })).toMatchObject({
    errorMessage: 'The tier small of this key allows 4 rows in a request.',
  });
  for (const body of [{ data: new Array(5).fill([0, 0]) }, { x: 'one' }, { instances: [] }]) {
    expect(Object.keys(await ask(body))).not.toContain('errorMessage');
  }
});

test('a number may be a string that is a JSON number, as warehouses write decimals', async () => {
  const { ask } = await tiny();
  expect(await ask({ calls: [['0'], ['0.00'], ['-0e2'], [0]] })).toEqual({ replies: [0.5, 0.5, 0.5, 0.5] });
  for (const wrong of ['', ' 0', '0x0', '0.', 'NaN', 'Infinity', true, [0], null]) {
    expect(await ask({ calls: [[wrong]] })).toEqual({ replies: [null] });
  }
});

test('rows count against the tier of the key, also refused ones', async () => {
  const { ask } = await tiny();
  expect(await ask({ calls: new Array(4).fill([0]) })).toEqual({ replies: new Array(4).fill(0.5) });
  const { detail } = await ask({ data: new Array(5).fill([0, 'x']) });
  expect(detail).toBe('The tier small of this key allows 4 rows in a request.');
});

test('the log, the numbers, the drift sample and shadows have the rows that are not refused, and count the others', async () => {
  const pick = { split: [{ variant: 'a', weight: 1 }], pick: ['a'], shadow: ['b'] };
  const { ask, logged, counted } = await tiny({ driftSample: 1, routes: new Map([['tiny', pick]]) });
  await ask({ calls: [[0], ['x'], [0]] });
  const lines = logged();
  expect(lines.find(({ event }) => event === 'request')).toMatchObject({
    rows: 3,
    refused: 1,
    probabilities: [0.5, 0.5],
  });
  expect(lines.find(({ event }) => event === 'shadow')).toMatchObject({ rows: 2, mean: 0.5 });
  expect(counted()).toMatchObject({ rows: 3, refused_rows: 1, answers_from_50: 2, shadow_rows: 2, status: 200 });
});

test('a batch of refused rows alone is counted, and no shadow scores it', async () => {
  const pick = { split: [{ variant: 'a', weight: 1 }], pick: ['a'], shadow: ['b'] };
  const { ask, logged, counted } = await tiny({ driftSample: 1, routes: new Map([['tiny', pick]]) });
  expect(await ask({ data: [[7, {}]] })).toEqual({ data: [[7, null]] });
  expect(logged().map(({ event }) => event)).toEqual(['request']);
  expect(counted()).toMatchObject({ rows: 1, refused_rows: 1, shadow_rows: 0 });
});

test('a value outside the range counts as substituted, and an array is never a row', async () => {
  const field = { name: 'x', type: 'number', description: '', minimum: -1, maximum: 0 };
  const { ask, counted } = await tiny({ artifacts: [{ ...tinyArtifact('a', 0), fields: [field] } as never] });
  expect(await ask({ calls: [[5], [0]] })).toEqual({ replies: [0.5, 0.5] });
  expect(counted()).toMatchObject({ substituted_values: 1 });
});

test('a damaged text, with U+FFFD, is a value that is refused, not a damaged body', async () => {
  const { ask } = await tiny();
  expect(await ask({ calls: [['\ufffd'], [0]] })).toEqual({ replies: [null, 0.5] });
  expect(
    await ask({
      data: [
        [0, 0],
        [1, '\ufffd'],
      ],
    }),
  ).toEqual({
    data: [
      [0, 0.5],
      [1, null],
    ],
  });
  expect(await ask({ x: '\ufffd' })).toMatchObject({ status: 400 });
});

test('a line of NDJSON with calls is refused: a line is one row', async () => {
  const response = await send(`/inference/${inferences[0]!.model}`, {
    method: 'POST',
    headers: { 'content-type': 'application/x-ndjson', 'x-api-key': key },
    body: '{"calls":[[1]]}\n',
  });
  const text = new TextDecoder().decode(await response.arrayBuffer());
  expect(JSON.parse(text)).toMatchObject({ status: 422 });
});
