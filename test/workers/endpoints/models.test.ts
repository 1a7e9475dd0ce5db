import { describe, expect, test } from 'vitest';
import { registry } from '../../../src/scoring/registry.ts';
import { environment, post, send, storedKey } from '../service.ts';
import { tinyArtifact, tinyService } from '../tiny.ts';

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
    expect([schema.required, Object.keys(schema.properties), Object.keys(example)]).toEqual([names, names, names]);
    for (const field of artifact.fields) {
      const shown = schema.properties[field.name]!;
      if (field.type === 'category') {
        expect(field.unknown === 'reject' ? shown.enum : shown.examples).toEqual(field.vocabulary);
      } else {
        const { type, minimum, maximum } = field;
        expect({ minimum: undefined, maximum: undefined, ...shown }).toMatchObject({ type, minimum, maximum });
      }
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

test('a recalibrated variant says so, and its curve uses the recalibrated probabilities', async () => {
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
  const training = { ...fitted.training, recalibration };
  const artifact = { ...fitted, intercept: Math.log(3), training, evaluation: [evaluation] };
  const { get } = tinyService({ artifacts: [artifact] });
  const { variants } = await (await get('/models/tiny')).json<{ variants: Record<string, unknown>[] }>();
  expect(variants[0]!.recalibration).toEqual(recalibration);
  const [{ curve }] = variants[0]!.evaluation as [{ curve: [number, number, number][] }];
  expect(curve.map(([, ...counts]) => counts)).toEqual(evaluation.curve.map(([, ...counts]) => counts));
  for (const [k, at] of [0, 0.5, 0.75, 0.9].entries()) expect(curve[k]![0]).toBeCloseTo(at, 12);
});
