import { createExecutionContext, waitOnExecutionContext } from 'cloudflare:test';
import { expect, onTestFinished, test, vi } from 'vitest';
import { answerInput } from '../../../src/core/answer-input.ts';
import { createRegistry } from '../../../src/scoring/registry.ts';
import { oneKey, tinyArtifact, tinyService } from '../tiny.ts';

/** A variant with log-odds 1 for the category u and -2 for the category v, whichever order the vocabulary has. */
function lettered(variant: string, vocabulary: string[]) {
  const coefficients = vocabulary.map((letter) => (letter === 'u' ? 1 : -2));
  return {
    ...tinyArtifact(variant, 0),
    fields: [{ name: 'x', type: 'category', description: '', vocabulary, unknown: 'reject', match: 'exact' }],
    features: [{ type: 'one-hot', field: 'x', coefficients }],
    examples: [{ input: { x: 'u' }, logit: 1, probability: 0.7310585786300049 }],
  };
}

const u = 0.7310585786300049;
const v = 0.11920292202211755;
const artifacts = [
  lettered('a', ['u', 'v']),
  lettered('reordered', ['v', 'u']),
  lettered('longer', ['w', 'v', 'u']),
  { ...tinyArtifact('numeric', 0), features: [{ ...tinyArtifact('', 0).features[0]!, coefficients: [3] }] },
  { ...lettered('broken', ['v', 'u']), features: [] },
];

async function service(shadow: string[] = []) {
  const { key, store } = await oneKey();
  const routes = new Map([
    ['tiny', { split: [{ variant: 'a', weight: 1 }], pick: ['reordered', 'longer', 'numeric', 'broken'], shadow }],
  ]);
  const { post } = tinyService({ artifacts, keys: store, routes });
  async function ask(variant: string, x: unknown, context?: ExecutionContext) {
    const response = await post(`/inference/tiny/${variant}`, { x }, { 'x-api-key': key }, context);
    const { body } = await response.json<{ body?: { prediction: [number, number] } }>();
    return body?.prediction[1] ?? response.status;
  }
  return { ask };
}

test.each([['a'], ['reordered'], ['longer'], ['numeric'], ['broken']])(
  'each variant encodes by its own fields, whichever is asked first, such as %s',
  async (first) => {
    const { ask } = await service();
    await ask(first, 'u');
    for (const variant of ['a', 'reordered', 'longer']) {
      expect(await ask(variant, 'u')).toBeCloseTo(u, 14);
      expect(await ask(variant, 'v')).toBeCloseTo(v, 14);
    }
    expect([await ask('a', 'w'), await ask('numeric', 'u'), await ask('broken', 'u')]).toEqual([422, 422, 500]);
    expect(await ask('numeric', 0)).toBe(0.5);
  },
);

test('a variant that was not used lately is compiled again, with the same answers and the encoder of its model', () => {
  const bundled = ['a', 'b', 'c'].map((variant) => ({ model: 'tiny', variant, json: lettered(variant, ['u', 'v']) }));
  const size = JSON.stringify(bundled[0]!.json).length;
  const registry = createRegistry(bundled, 2 * size);
  const a = registry.variant('tiny', 'a');
  const b = registry.variant('tiny', 'b');
  expect(registry.variant('tiny', 'a')).toBe(a);
  expect(b.encoder).toBe(a.encoder);
  registry.variant('tiny', 'c');
  expect(registry.variant('tiny', 'a')).toBe(a);
  const again = registry.variant('tiny', 'b');
  expect(again).not.toBe(b);
  expect(again.artifact).toEqual(b.artifact);
  expect(again.encoder).toBe(a.encoder);
  expect(answerInput(again.encoder, again.scorer, { x: 'v' }).logit).toBe(-2);
});

test('a shadow with other fields than the variant that answered is not scored, and the log says so', async () => {
  const log = vi.spyOn(console, 'log').mockReturnValue();
  onTestFinished(() => log.mockRestore());
  const { ask } = await service(['reordered', 'numeric']);
  const context = createExecutionContext();
  expect(await ask('a', 'v', context)).toBeCloseTo(v, 14);
  await waitOnExecutionContext(context);
  const lines = log.mock.calls.map(([line]) => JSON.parse(line)).filter(({ event }) => event === 'shadow');
  expect(lines.map(({ shadow, error, shadow_mean }) => [shadow, error, shadow_mean])).toEqual([
    ['reordered', 'Error: tiny/reordered has other fields than a', undefined],
    ['numeric', 'Error: tiny/numeric has other fields than a', undefined],
  ]);
});
