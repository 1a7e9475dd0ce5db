import fc from 'fast-check';
import { beforeAll, describe, expect, test, vi } from 'vitest';
import { cellCount } from '../../../src/core/cell.ts';
import { MOST_EXPLAINED } from '../../../src/core/contract/option-schemas.ts';
import type { Threshold } from '../../../src/core/contract/threshold.ts';
import type { Change } from '../../../src/core/counterfactual.ts';
import { cellValue } from '../../../src/core/decode.ts';
import { encodeRow } from '../../../src/core/encode.ts';
import type { Explanation } from '../../../src/core/explain.ts';
import { interval } from '../../../src/core/interval.ts';
import { logit } from '../../../src/core/score.ts';
import { sigmoid } from '../../../src/core/sigmoid.ts';
import { tQuantile } from '../../../src/core/t-quantile.ts';
import { STRONGEST } from '../../../src/scoring/answer-details.ts';
import { createRegistry } from '../../../src/scoring/registry.ts';
import { examplesOf } from '../examples.ts';
import { environment, post, registry, send, storedKey, variantsOf } from '../service.ts';
import { oneKey, tinyArtifact, tinyService } from '../tiny.ts';

let key: string;
beforeAll(async () => {
  key = await storedKey();
});

interface Details {
  decision: string;
  interval: [number, number];
  explanation: Explanation;
  counterfactual: Record<'strongest' | 'crossing', (Change & { decision: string })[]>;
}

type Answer = Details & {
  prediction: [number, number];
  predictions: [number, number][];
  threshold: Threshold;
  decisions: string[];
  intervals: [number, number][];
  explanations: Explanation[];
  counterfactuals: Details['counterfactual'][];
};

async function ask(path: string, body: object): Promise<Answer> {
  const response = await send(path, post(body, key));
  expect(response.status).toBe(200);
  return (await response.json<{ body: Answer }>()).body;
}

const variants = [...environment.routes.keys()].flatMap((model) =>
  variantsOf(model).map((variant) => ({ model, variant, path: `/inference/${model}/${variant}` })),
);

describe.each(variants)('POST $path', ({ model, variant, path }) => {
  const rows = examplesOf(model).slice(0, MOST_EXPLAINED);
  const { artifact, encoder, scorer, intervals: loadDraws } = registry.variant(model, variant);
  const names = artifact.fields.map(({ name }) => name);

  test.skipIf(!artifact.averageLogOdds)(
    '?explain: baseline and contributions add up to the logit, the largest first',
    async () => {
      const { explanations } = await ask(`${path}?explain`, { instances: rows.map(({ input }) => input) });
      for (const [r, { baseline, contributions, logit }] of explanations.entries()) {
        expect(Math.abs(logit - rows[r]!.variants[variant]!.logit)).toBeLessThanOrEqual(1e-12);
        const sum = contributions.reduce((sum, { logOdds }) => sum + logOdds, baseline);
        expect(Math.abs(sum - logit)).toBeLessThanOrEqual(1e-12);
        const sizes = contributions.map(({ logOdds }) => Math.abs(logOdds));
        expect(sizes).toEqual(sizes.toSorted((a, b) => b - a));
        for (const { fields, values, logOdds, oddsRatio } of contributions) {
          expect(names).toEqual(expect.arrayContaining(fields));
          expect(values).toEqual(fields.map((field) => rows[r]!.input[field]));
          expect(oddsRatio).toBeCloseTo(Math.exp(logOdds), 12);
        }
      }
    },
  );

  test.skipIf(!artifact.averageLogOdds)('?explain names every field, or set of crossed fields, once', async () => {
    const { explanation } = await ask(`${path}?explain`, rows[0]!.input);
    const named = explanation.contributions.map(({ fields }) => fields.join());
    expect(new Set(named).size).toBe(named.length);
  });

  test('?counterfactuals lists what the API answers to the changed rows, for all other values', async () => {
    const { input } = rows[0]!;
    const { counterfactual, prediction } = await ask(`${path}?counterfactuals&threshold=0.5`, input);
    const others = artifact.fields
      .filter(({ name }) => artifact.changeable.includes(name))
      .flatMap((field) =>
        Array.from({ length: cellCount(field) }, (_, cell) => ({ ...input, [field.name]: cellValue(field, cell)! })),
      );
    const { predictions } = others.length > 0 ? await ask(path, { instances: others }) : { predictions: [] };
    const effects = predictions.map(([, positive]) => positive - prediction[1]).filter((effect) => effect !== 0);
    const strongest = effects.toSorted((a, b) => Math.abs(b) - Math.abs(a)).slice(0, STRONGEST);
    expect(counterfactual.strongest.map(({ difference }) => difference).slice(0, strongest.length)).toEqual(strongest);
    const crossing = predictions.filter(([, positive]) => positive >= 0.5 !== prediction[1] >= 0.5);
    expect(counterfactual.crossing).toHaveLength(crossing.length);
  });

  test('?counterfactuals with a threshold lists the decision for every change', async () => {
    const { input } = rows[0]!;
    const { counterfactual } = await ask(`${path}?counterfactuals&threshold=0.2`, input);
    for (const { probability, decision } of [...counterfactual.strongest, ...counterfactual.crossing]) {
      expect(decision).toBe(artifact.classes[probability >= 0.2 ? 1 : 0]);
    }
    const plain = await ask(`${path}?counterfactuals`, input);
    expect(plain.counterfactual.strongest.filter((change) => 'decision' in change)).toEqual([]);
    expect(plain.counterfactual).not.toHaveProperty('crossing');
  });

  test('?threshold: the decision, and precision and recall as measured on held-out rows', async () => {
    const { prediction, decision, threshold } = await ask(`${path}?threshold=0.25`, rows[0]!.input);
    expect(decision).toBe(artifact.classes[prediction[1] >= 0.25 ? 1 : 0]);
    expect(threshold.value).toBe(0.25);
    const shift = artifact.training.recalibration?.shift ?? 0;
    const answered = (at: number) => (shift === 0 ? at : sigmoid(Math.log(at / (1 - at)) + shift));
    if (shift === 0) expect(threshold.measured.map(({ at }) => at)).toEqual(artifact.evaluation.map(() => 0.25));
    expect(threshold.measured).toHaveLength(artifact.evaluation.length);
    for (const [e, { split, at, precision, recall }] of threshold.measured.entries()) {
      const { curve } = artifact.evaluation[e]!;
      const [measuredAt, truePositives, falsePositives] = curve.findLast(([at]) => answered(at) <= 0.25)!;
      expect(split).toBe(artifact.evaluation[e]!.split);
      expect(at).toBeCloseTo(answered(measuredAt), 12);
      const decided = truePositives + falsePositives;
      expect(precision).toBe(decided > 0 ? truePositives / decided : null);
      expect(recall).toBe(truePositives / curve[0]![1]);
    }
  });

  test.runIf(loadDraws)(
    '?interval is what the core computes from the draws, and contains the probability',
    async () => {
      const { intervals, predictions } = await ask(`${path}?interval=0.9`, {
        instances: rows.map(({ input }) => input),
      });
      const draws = await loadDraws!();
      expect(draws.count).toBe(artifact.uncertainty!.draws);
      for (const [r, [low, high]] of intervals.entries()) {
        const cells = new Float64Array(artifact.fields.length);
        encodeRow(encoder, rows[r]!.input, cells);
        expect([low, high]).toEqual(interval(draws, cells, logit(scorer, cells), 0.9));
        expect(low).toBeLessThan(predictions[r]![1]);
        expect(high).toBeGreaterThan(predictions[r]![1]);
      }
    },
  );

  test('GET /models says whether a variant supports intervals; one that does not refuses them', async () => {
    const shown = await (await send(`/models/${model}`)).json<{ variants: { variant: string; interval: boolean }[] }>();
    const offered = artifact.uncertainty !== undefined;
    expect(shown.variants.find((one) => one.variant === variant)?.interval).toBe(offered);
    const { status } = await send(`${path}?interval=0.9`, post(rows[0]!.input, key));
    expect(status).toBe(offered ? 200 : 400);
  });

  test.runIf(Object.keys(artifact.thresholds).length > 0)('?threshold accepts the names of model.json', async () => {
    for (const [name, value] of Object.entries(artifact.thresholds)) {
      const { threshold, decisions } = await ask(`${path}?threshold=${name}`, { instances: [rows[0]!.input] });
      expect(threshold).toMatchObject({ name, value });
      expect(decisions).toHaveLength(1);
    }
  });
});

/** Two draws: the intercept deviates by 0.3 and -0.3, the coefficient of x by 0.4 in both. */
function twoDraws(): ArrayBuffer {
  const file = new DataView(new ArrayBuffer(16));
  file.setUint32(0, 2, true);
  file.setFloat32(4, 0.3, true);
  file.setFloat32(8, 0.4, true);
  for (const [k, step] of [1, -1, 1, 1].entries()) file.setInt8(12 + k, step);
  return file.buffer;
}

const UNCERTAINTY = { draws: 2, file: `sha256:${'0'.repeat(64)}`, missing: [1] };

async function tiny(query: string, body: object = { x: 0 }, artifact: object = {}, draws = twoDraws()) {
  const { key, store } = await oneKey();
  const known = { averageLogOdds: [0.5], thresholds: { even: 0.5 }, uncertainty: UNCERTAINTY };
  const artifacts = [{ ...tinyArtifact('a', 0), ...known, ...artifact }];
  return tinyService({ artifacts, draws, keys: store, limits: { bodyBytes: 10_000, rows: 200 } }).post(
    `/inference/tiny?${query}`,
    body,
    { 'x-api-key': key },
  );
}

test('a probability equal to the threshold is decided as the positive class', async () => {
  expect(await (await tiny('threshold=even')).json()).toMatchObject({ body: { decision: 'yes' } });
  expect(await (await tiny('threshold=.5', { x: -1e-9 })).json()).toMatchObject({ body: { decision: 'no' } });
});

test.each([0, 1, -2])(
  '?interval: the logit plus or minus its deviation over the draws times the quantile of Student’s t, x = %d',
  async (x) => {
    const { body } = await (await tiny('interval=.9', { x })).json<{ body: Answer }>();
    const deviation = Math.sqrt(((0.3 + 0.4 * x) ** 2 + (-0.3 + 0.4 * x) ** 2) / 2);
    const reach = tQuantile(0.95, 2) * deviation;
    expect(body.interval[0]).toBeCloseTo(sigmoid(x - reach), 6);
    expect(body.interval[1]).toBeCloseTo(sigmoid(x + reach), 6);
  },
);

test('draws are loaded once, when an interval is first needed', async () => {
  const draws = vi.fn(async () => ({ default: twoDraws() }));
  const json = { ...tinyArtifact('a', 0), uncertainty: UNCERTAINTY };
  const registry = createRegistry([{ model: 'tiny', variant: 'a', json, draws }]);
  const { intervals } = registry.variant('tiny', 'a');
  expect(draws).not.toHaveBeenCalled();
  expect(await intervals!()).toBe(await registry.variant('tiny', 'a').intervals!());
  expect(draws).toHaveBeenCalledOnce();
});

test('draws that do not fit their variant are an internal error for requests with an interval, and for no other', async () => {
  expect((await tiny('interval=0.9', { x: 0 }, {}, new ArrayBuffer(9))).status).toBe(500);
  expect((await tiny('explain', { x: 0 }, {}, new ArrayBuffer(9))).status).toBe(200);
});

test('explain=false and counterfactuals=false ask for nothing', async () => {
  const { body } = await (await tiny('explain=false&counterfactuals=false')).json<{ body: object }>();
  expect(Object.keys(body)).toEqual(['prediction', 'model', 'variant']);
});

test.each([
  ['explian', '"explian" is not an option: explain, threshold, counterfactuals, interval'],
  ['explain=yes', 'explain is "yes": expected no value, true or false.'],
  ['threshold=0.2&threshold=0.3', '"threshold" appears twice in the query.'],
  ...['', '0', '1', '-0.1', '2', 'NaN', '0.1x', 'toString'].map((text) => [
    `threshold=${text}`,
    `threshold is "${text}": expected a number between 0 and 1, such as 0.25, or one of even.`,
  ]),
  ...['', 'true', '0', '0.49', '0.991', '1', '90', '90%', '-0.9', 'NaN', '9e-1', '0x0.9'].map((text) => [
    `interval=${encodeURIComponent(text)}`,
    `interval is "${text}": expected a number from 0.5 to 0.99, such as 0.9.`,
  ]),
])('400 for the query %s says what is allowed', async (query, detail) => {
  const response = await tiny(query!);
  expect(response.status).toBe(400);
  const problem = await response.json<{ type: string; detail: string }>();
  expect(problem.type).toBe('/problems/invalid-option');
  expect(problem.detail).toContain(detail);
});

test('400 for explain with a variant without a reference, and with too many rows', async () => {
  expect((await tiny('explain', { x: 0 }, { averageLogOdds: undefined })).status).toBe(400);
  const instances = (count: number) => ({ instances: new Array(count).fill({ x: 0 }) });
  expect((await tiny('explain', instances(MOST_EXPLAINED))).status).toBe(200);
  expect((await tiny('explain', instances(MOST_EXPLAINED + 1))).status).toBe(400);
  expect((await tiny('interval=0.9', instances(MOST_EXPLAINED + 1))).status).toBe(400);
  expect((await tiny('threshold=0.5', instances(MOST_EXPLAINED + 1))).status).toBe(200);
});

test('whatever the query, the answer is 200 or 400', async () => {
  const word = fc.oneof(
    fc.constantFrom('explain', 'threshold', 'counterfactuals', 'interval', 'true', '0.5'),
    fc.string(),
  );
  await fc.assert(
    fc.asyncProperty(fc.array(fc.tuple(word, word), { maxLength: 3 }), async (pairs) => {
      expect([200, 400]).toContain((await tiny(new URLSearchParams(pairs).toString())).status);
    }),
    { numRuns: 200 },
  );
});
