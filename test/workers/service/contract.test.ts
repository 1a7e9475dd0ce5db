import { beforeAll, describe, expect, test } from 'vitest';
import { createKey } from '../../../src/api-key.ts';
import type { Field } from '../../../src/core/artifact.ts';
import { routedVariants } from '../../../src/core/contract/variables.ts';
import { HOST } from '../../hosts/host-name.ts';
import { SECRET } from '../../test-keys.ts';
import { examplesOf } from '../examples.ts';
import { environment, post, registry, send, storedKey, variantsOf } from '../service.ts';

/** How much of a refused body workerd reads, in bytes, before it closes the connection: 64 KB, some in buffers. */
const MOST_AFTER_REFUSAL = 48 * 1024;

let key: string;
beforeAll(async () => {
  key = await storedKey();
});

const models = [...environment.routes.keys()];
const inferences = models.flatMap((model) => [
  { model, variant: undefined, path: `/inference/${model}` },
  ...variantsOf(model).map((variant) => ({ model, variant, path: `/inference/${model}/${variant}` })),
]);

test('every variant that a route names is bundled', () => {
  const named = [...environment.routes].flatMap(([model, route]) =>
    routedVariants(route).map((variant) => registry.variant(model, variant).artifact),
  );
  expect(named.length).toBeGreaterThan(0);
});

describe.each(inferences)('POST $path', ({ model, variant, path }) => {
  const rows = examplesOf(model);
  const input = rows[0]!.input;
  const { artifact } = registry.variant(model, variant ?? variantsOf(model)[0]!);
  const category = artifact.fields.find((field) => field.type === 'category');
  const needed = artifact.fields.find((field) => field.missing === undefined);
  const subject = needed ?? artifact.fields[0]!;
  const missing = subject.name;

  test('answers golden examples to 1e-12, one by one and as a batch, and both probabilities sum to 1', async () => {
    const batch = await read(await send(path, post({ instances: rows.map((row) => row.input) }, key)));
    for (const [r, { input, variants }] of rows.entries()) {
      const { statusCode, body } = await read(await send(path, post(input, key)));
      expect(statusCode).toBe(200);
      expect(body.model).toBe(model);
      if (variant !== undefined) expect(body.variant).toBe(variant);
      const [negative, positive] = body.prediction;
      expect(Math.abs(positive - variants[body.variant]!.probability)).toBeLessThanOrEqual(1e-12);
      expect(Math.abs(negative + positive - 1)).toBeLessThanOrEqual(1e-15);
      expect(batch.body.predictions[r]).toEqual(body.prediction);
    }
  });

  test('names the digest of the variant that answered', async () => {
    const response = await send(path, post(input, key));
    const { body } = await read(response);
    expect(response.headers.get('x-model-digest')).toBe(registry.variant(model, body.variant).artifact.digest);
    expect(response.headers.get('cache-control')).toBe('no-store');
    expect(response.headers.get('x-content-type-options')).toBe('nosniff');
  });

  test('401, the same for every key that is not valid', async () => {
    const past = new Date(Date.now() - 1000).toISOString();
    const keys = [
      undefined,
      'nonsense',
      `${key.slice(0, -1)}${key.endsWith('0') ? '1' : '0'}`,
      (await createKey({ name: 'never stored' }, SECRET, new Date())).key,
      await storedKey({ enabled: false }),
      await storedKey({ expiresAt: past }),
      await storedKey({ revokedAt: past }),
    ];
    const answers = [];
    for (const refused of keys) {
      const response = await send(path, post(input, refused));
      expect(response.headers.get('www-authenticate')).toBe('Key realm="inference"');
      const { request_id, ...rest } = await problem(response, 401);
      expect(request_id).toBe(response.headers.get('x-request-id'));
      answers.push(rest);
    }
    expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1);
  });

  test('403 for a key of other models, 200 for a key of this one', async () => {
    await problem(await send(path, post(input, await storedKey({ models: ['another'] }))), 403);
    expect((await send(path, post(input, await storedKey({ models: [model] })))).status).toBe(200);
  });

  test('405 with Allow for another method', async () => {
    for (const method of ['GET', 'PUT', 'DELETE']) {
      const response = await send(path, { method, headers: { 'x-api-key': key } });
      expect(response.headers.get('allow')).toBe('POST, OPTIONS');
      await problem(response, 405);
    }
  });

  test('400 for what is not JSON', async () => {
    for (const body of ['', '{', '{"a":1,}', 'NaN', new Uint8Array([0x22, 0xff, 0x22])]) {
      await problem(await send(path, { ...post(null, key), body }), 400);
    }
  });

  test('413 for a body that grows too large while it is read', async () => {
    const { bodyBytes } = environment.limits;
    const sent = endless(HOST === 'workerd' || HOST === 'dev' ? bodyBytes + MOST_AFTER_REFUSAL : bodyBytes * 4);
    await problem(await send(path, { ...post(null, key), body: sent.stream }), 413);
    // A server on Node drops the rest, so that clients that send all of it read the answer.
    if (navigator.userAgent === 'Cloudflare-Workers') expect(sent.bytes()).toBeLessThan(bodyBytes * 2);
  });

  test('415 for another media type', async () => {
    for (const type of ['text/plain', 'application/x-www-form-urlencoded', 'application/json; charset=latin1', '']) {
      const headers = { 'content-type': type, 'x-api-key': key };
      await problem(await send(path, { method: 'POST', headers, body: JSON.stringify(input) }), 415);
    }
  });

  test('422 with a pointer to every value that is missing, additional or of the wrong type', async () => {
    const { [missing]: _, ...rest } = input;
    const { errors } = await problem(await send(path, post({ ...rest, 'a/b': 1 }, key)), 422);
    expect(errors.map(({ pointer }) => pointer)).toEqual([...(needed ? [pointerTo(missing)] : []), '/a~1b']);
    for (const wrong of [...(needed ? [null] : []), true, [], {}, wrongType(subject)]) {
      const { errors } = await problem(await send(path, post({ ...input, [missing]: wrong }, key)), 422);
      expect(errors).toHaveLength(1);
      expect(errors[0]!.pointer).toBe(pointerTo(missing));
      expect(errors[0]!.detail).toContain(missing);
    }
  });

  test.runIf(category?.type === 'category' && category.unknown === 'reject')(
    '422 for an unknown category names the field, the value and the nearest categories',
    async () => {
      const { name, vocabulary } = category as Extract<Field, { type: 'category' }>;
      const value = `${vocabulary[0]}zq`;
      const { errors } = await problem(await send(path, post({ ...input, [name]: value }, key)), 422);
      expect(errors).toEqual([{ pointer: pointerTo(name), detail: expect.any(String) }]);
      for (const part of [name, JSON.stringify(value), JSON.stringify(vocabulary[0])]) {
        expect(errors[0]!.detail).toContain(part);
      }
    },
  );

  test('422 for a batch with one bad row, and its pointer', async () => {
    const bad = { ...input, [missing]: wrongType(subject) };
    const { errors } = await problem(await send(path, post({ instances: [input, input, input, bad] }, key)), 422);
    expect(errors.map(({ pointer }) => pointer)).toEqual([`/instances/3${pointerTo(missing)}`]);
  });

  test('422 for a batch that is empty, not an array, or has other members', async () => {
    for (const body of [{ instances: [] }, { instances: input }, { instances: [input], more: 1 }, [input], 'x', null]) {
      await problem(await send(path, post(body, key)), 422);
    }
  });

  test('422 for a batch with more rows than the limit', async () => {
    const instances = new Array(environment.limits.rows + 1).fill(0);
    const { errors } = await problem(await send(path, post({ instances }, key)), 422);
    expect(errors[0]!.detail).toContain(String(environment.limits.rows));
  });
});

describe.each(models)('GET /models/%s', (model) => {
  test('lists fields, classes, variants with digests, and what the route serves', async () => {
    const shown = await read<ShownModel>(await send(`/models/${model}`));
    const { artifact } = registry.variant(model, variantsOf(model)[0]!);
    expect(shown.fields).toEqual(artifact.fields);
    expect(shown.classes).toEqual(artifact.classes);
    expect(shown.variants.map(({ variant }) => variant)).toEqual(variantsOf(model));
    expect(shown.serves).toEqual(environment.routes.get(model)!.split);
  });
});

function pointerTo(field: string): string {
  return `/${field.replaceAll('~', '~0').replaceAll('/', '~1')}`;
}

function wrongType(field: Field): unknown {
  return field.type === 'integer' || field.type === 'number' ? 'one' : 1;
}

function endless(most: number) {
  let bytes = 0;
  const chunk = new Uint8Array(65_536).fill(0x20);
  const stream = new ReadableStream<Uint8Array>({
    pull(controller) {
      bytes += chunk.byteLength;
      controller.enqueue(chunk);
      if (bytes >= most) controller.close();
    },
  });
  return { stream, bytes: () => bytes };
}

interface Answer {
  statusCode: number;
  body: { prediction: [number, number]; predictions: [number, number][]; model: string; variant: string };
}

interface ShownModel {
  fields: Field[];
  classes: string[];
  serves: { variant: string; weight: number }[];
  variants: { variant: string; digest: string }[];
}

interface ProblemDocument {
  request_id: string;
  errors: { pointer: string; detail: string }[];
}

async function read<Body = Answer>(response: Response): Promise<Body> {
  expect(response.status).toBe(200);
  return response.json<Body>();
}

/** Checks the members that every problem has. */
async function problem(response: Response, status: number): Promise<ProblemDocument> {
  expect(response.headers.get('content-type')).toBe('application/problem+json');
  const document = await response.json<ProblemDocument>();
  expect(response.status).toBe(status);
  expect(document).toMatchObject({
    type: expect.stringMatching(/^\/problems\/[a-z-]+$/),
    title: expect.any(String),
    status,
    detail: expect.any(String),
    instance: expect.any(String),
    request_id: expect.any(String),
  });
  return document;
}
