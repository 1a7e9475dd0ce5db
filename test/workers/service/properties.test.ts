import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import { examplesOf } from '../examples.ts';
import { environment, post, registry, send, storedKey, variantsOf } from '../service.ts';

let key: string;
beforeAll(async () => {
  key = await storedKey();
});

/** Checks that an answer has probabilities strictly between 0 and 1, or is a problem below 500. */
async function expectAnswer(response: Response): Promise<void> {
  if (response.status !== 200) {
    expect(response.status).toBeGreaterThanOrEqual(400);
    expect(response.status).toBeLessThan(500);
    expect(await response.json()).toMatchObject({ status: response.status, detail: expect.any(String) });
    return;
  }
  const { body } = await response.json<{ body: { prediction?: number[]; predictions?: number[][] } }>();
  for (const probability of [body.prediction ?? [], ...(body.predictions ?? [])].flat()) {
    expect(probability).toBeGreaterThan(0);
    expect(probability).toBeLessThan(1);
  }
}

describe.each([...environment.routes.keys()])('POST /inference/%s', (model) => {
  const { fields } = registry.variant(model, variantsOf(model)[0]!).artifact;
  const inputs = examplesOf(model).map(({ input }) => input);
  const aRow = fc.constantFrom(...inputs);
  const nearlyARow = fc
    .tuple(
      aRow,
      fc.dictionary(fc.constantFrom('__proto__', 'constructor', ...fields.map(({ name }) => name)), fc.jsonValue()),
    )
    .map(([row, changes]) => ({ ...row, ...changes }));

  test('any JSON gets probabilities or a problem below 500', async () => {
    const anyBody = fc.oneof(
      fc.jsonValue(),
      nearlyARow,
      fc.record({ instances: fc.array(fc.oneof(aRow, nearlyARow)) }),
    );
    await fc.assert(
      fc.asyncProperty(anyBody, async (body) => expectAnswer(await send(`/inference/${model}`, post(body, key)))),
      { numRuns: 300 },
    );
  });

  test('any bytes get a problem below 500', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 200 }), async (body) =>
        expectAnswer(await send(`/inference/${model}`, { ...post(null, key), body })),
      ),
    );
  });

  test.each([
    [
      'nested deeper than a stack',
      (row: object) => `${JSON.stringify(row).slice(0, -1)},"x":${'['.repeat(1e5)}${']'.repeat(1e5)}}`,
    ],
    [
      'with a value nested deeper than a stack',
      () => `{"${fields[0]!.name}":${'[{"a":'.repeat(1e5)}1${'}]'.repeat(1e5)}}`,
    ],
    [
      'with numbered members nested deeper than a stack',
      () => `{"${fields[0]!.name}":${'{"1":'.repeat(1e5)}1${'}'.repeat(1e5)}}`,
    ],
    [
      'of 100,000 members',
      (row: object) => JSON.stringify({ ...row, ...Object.fromEntries(Array.from({ length: 1e5 }, (_, m) => [m, 0])) }),
    ],
    ['with a member __proto__', (row: object) => `{"__proto__":{},${JSON.stringify(row).slice(1)}`],
    ['of one long string', () => JSON.stringify('x'.repeat(1e6))],
  ])('a body %s gets a problem below 500', async (_, body) => {
    const response = await send(`/inference/${model}`, { ...post(null, key), body: body(inputs[0]!) });
    expect(response.status).toBe(422);
    await expectAnswer(response);
  });

  test('permuting the rows of a batch permutes the answers', async () => {
    const predict = async (instances: object[]): Promise<number[][]> => {
      const response = await send(`/inference/${model}`, post({ instances }, key));
      return (await response.json<{ body: { predictions: number[][] } }>()).body.predictions;
    };
    const permutation = fc.shuffledSubarray([...inputs.keys()], { minLength: inputs.length });
    const straight = await predict(inputs);
    await fc.assert(
      fc.asyncProperty(permutation, async (order) => {
        expect(await predict(order.map((r) => inputs[r]!))).toEqual(order.map((r) => straight[r]));
      }),
      { numRuns: 20 },
    );
  });
});
