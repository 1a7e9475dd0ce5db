import { expect, test } from 'vitest';
import { oneKey, tinyArtifact, tinyService } from '../tiny.ts';

const baseline = {
  ...tinyArtifact('a', 0),
  fields: [
    { name: 'x', type: 'category', description: '', vocabulary: ['known'], unknown: 'baseline', match: 'exact' },
  ],
  features: [{ type: 'one-hot', field: 'x', coefficients: [3] }],
  averageLogOdds: [1],
  examples: [{ input: { x: 'other' }, logit: 0, probability: 0.5 }],
};
const warning = { pointer: '/x', detail: expect.stringContaining('"other", which is not one of its 1 categories') };

async function ask(path: string, body: string, type = 'application/json') {
  const { key, store } = await oneKey();
  const { request } = tinyService({ artifacts: [baseline], keys: store });
  const response = await request(path, { method: 'POST', headers: { 'content-type': type, 'x-api-key': key }, body });
  expect(response.status).toBe(200);
  return JSON.parse(new TextDecoder().decode(await response.arrayBuffer()));
}

test('an unknown category of a field with a baseline contributes nothing, and the answer warns', async () => {
  const { body } = await ask('/inference/tiny', '{"x":"other"}');
  expect(body).toMatchObject({ prediction: [0.5, 0.5], warnings: [warning] });
  expect((await ask('/inference/tiny', '{"x":"known"}')).body).not.toHaveProperty('warnings');
});

test('a batch, NDJSON and the Open Inference Protocol warn too, naming the row', async () => {
  const { body } = await ask('/inference/tiny', '{"instances":[{"x":"known"},{"x":"other"}]}');
  expect(body.warnings).toEqual([{ ...warning, pointer: '/instances/1/x' }]);
  expect(await ask('/inference/tiny', '{"x":"other"}\n', 'application/x-ndjson')).toMatchObject({
    warnings: [warning],
  });
  const inputs = [{ name: 'x', datatype: 'BYTES', shape: [1], data: ['other'] }];
  const { parameters } = await ask('/v2/models/tiny/infer', JSON.stringify({ inputs }));
  expect(parameters.warnings).toContain('row 0: x is "other"');
});

test('the explanation shows an unknown category as null, compared with an average row', async () => {
  const { body } = await ask('/inference/tiny?explain', '{"x":"other"}');
  expect(body.explanation).toMatchObject({ baseline: 1, logit: 0, contributions: [{ values: [null], logOdds: -1 }] });
});
