import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import type { Artifact } from '../../src/core/artifact.ts';
import { compileEncoder, encodeRow } from '../../src/core/encode.ts';
import { compileExplainer, explain } from '../../src/core/explain.ts';
import { compileScorer, logit, prediction } from '../../src/core/score.ts';
import { violations } from './axe.ts';
import { describedBy, openAnswered } from './page.ts';

/** A model whose fields may be missing, and take other values in place of strange ones. */
const model: Pick<Artifact, 'intercept' | 'fields' | 'features'> = {
  intercept: -1,
  fields: [
    {
      name: 'age',
      type: 'number',
      description: '',
      minimum: 17,
      maximum: 75,
      edges: [30, 40.5, 60],
      median: 40.5,
      missing: 'own',
    },
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
    { name: 'hour', type: 'integer', description: '', minimum: 0, maximum: 9 },
    { name: 'left', type: 'timestamp', description: '', zone: 'America/Santiago', missing: 'own' },
    { name: 'born', type: 'timestamp', description: '', zone: 'UTC', unit: 'day' },
  ],
  features: [
    { type: 'one-hot', field: 'age', coefficients: [0.5, 0.2, 0.4, 1, 2] },
    { type: 'one-hot', field: 'city', coefficients: [1, 2, 3] },
  ],
};
const encoder = compileEncoder(model.fields);
const scorer = compileScorer(model);
const explainer = compileExplainer(model, [0, 0], scorer);

function answer(row: object) {
  const cells = new Float64Array(model.fields.length);
  const { warnings } = encodeRow(encoder, row, cells);
  const scored = logit(scorer, cells);
  const explanation = explain(explainer, model.fields, cells, scored);
  return { prediction: prediction(scored), variant: 'a', explanation, ...(warnings.length > 0 && { warnings }) };
}

/** Answers for the service. */
async function serve(page: Page): Promise<void> {
  const description = {
    model: 'gaps',
    title: 'Will it?',
    classes: ['no', 'yes'],
    fields: model.fields,
    serves: [{ variant: 'a' }],
    variants: [{ variant: 'a', interval: false, evaluation: [] }],
    example: { age: 50, city: 'Lima', hour: 3, left: '2027-02-05T18:00', born: '1990-05-01' },
  };
  await page.route('**/models', (route) => route.fulfill({ json: { models: [{ model: 'gaps' }] } }));
  await page.route('**/models/gaps', (route) => route.fulfill({ json: description }));
  await page.route('**/inference/gaps**', (route) => {
    const body = route.request().postDataJSON();
    const json = body.instances
      ? { body: { predictions: body.instances.map((row: object) => answer(row).prediction) } }
      : { body: answer(body) };
    return route.fulfill({ json });
  });
}

const sent = async (page: Page) => JSON.parse((await page.locator('#curl').textContent())!.split("'").at(-2)!);

test('a visitor may leave values unknown, sees the range and the median of numbers, and what the model made of strange values', async () => {
  const page = await openAnswered({ prepare: serve, waitFor: '#fields .field', viewport: { width: 390, height: 800 } });
  const age = page.getByLabel('age', { exact: true });
  expect(await describedBy(age)).toBe('17 to 75, median 40.5. May be left unknown.');
  expect(await age.getAttribute('placeholder')).toBe('unknown');
  await age.fill('');
  await page.getByLabel('city', { exact: true }).selectOption('unknown');
  await expect
    .poll(() => sent(page))
    .toEqual({
      age: null,
      city: null,
      hour: 3,
      left: '2027-02-05T18:00',
      born: '1990-05-01',
    });
  expect(await page.locator('.drivers').textContent()).toContain('unknown');
  expect(page.url()).toContain('age=&city=');
  await age.fill('80');
  await expect.poll(() => describedBy(age)).toContain('Outside 17 to 75: the model used 75.');
  expect(await page.locator('#status').textContent()).toContain('age: Outside 17 to 75');
  expect(await violations(page)).toEqual([]);
  const [content, frame] = await page.evaluate<[number, number]>(
    '[document.documentElement.scrollWidth, document.documentElement.clientWidth]',
  );
  expect(content).toBeLessThanOrEqual(frame);
});

test('a link with unknown values shows them again, in Spanish too', async () => {
  const page = await openAnswered({
    path: '/?model=gaps&age=&city=&hour=5&left=2027-07-05T07:00',
    prepare: serve,
    locale: 'es-CL',
  });
  expect(await page.getByLabel('city', { exact: true }).locator('option:checked').textContent()).toBe('desconocido');
  expect(await page.getByLabel('age', { exact: true }).getAttribute('placeholder')).toBe('desconocido');
  expect(await sent(page)).toEqual({ age: null, city: null, hour: 5, left: '2027-07-05T07:00', born: '1990-05-01' });
  expect(await describedBy(page.getByLabel('left'))).toBe(
    'Hora local, America/Santiago. Puede quedar como desconocido.',
  );
});

test('the curve follows the slider without a request, letting go takes the value, and it is of the field touched last', async () => {
  let batches = 0;
  const page = await openAnswered({
    prepare: async (page) => {
      await serve(page);
      page.on('request', (request) => {
        const rows = request.method() === 'POST' ? request.postDataJSON().instances : undefined;
        if (rows?.length > 50) batches++;
      });
    },
  });
  const curve = page.locator('#curve-section');
  const slider = curve.getByRole('slider');
  expect(await slider.getAttribute('aria-valuetext')).toMatch(/^50: [\d.]+%$/);
  expect(await curve.locator('output').textContent()).toBe(await page.locator('#probability').textContent());
  await slider.evaluate((input: { value: string; dispatchEvent(event: unknown): void }) => {
    input.value = '60';
    input.dispatchEvent(new Event('input', { bubbles: true }));
  });
  expect(await curve.locator('#curve-label').textContent()).toBe('age 75');
  expect(batches).toBe(1);
  await slider.dispatchEvent('change');
  await expect.poll(async () => (await sent(page)).age).toBe(75);
  await expect.poll(() => page.locator('#probability').textContent()).toBe(await curve.locator('output').textContent());
  expect(await violations(page)).toEqual([]);

  const label = () => curve.locator('#curve-label').textContent();
  await page.getByLabel('hour', { exact: true }).fill('4');
  await expect.poll(label).toBe('hour 4');
  expect(await slider.getAttribute('max')).toBe('9');
  await page.getByLabel('left', { exact: true }).fill('2027-02-05T19:00');
  await expect.poll(label).toBe('left Fri 5 Feb 19:00');
  expect(await slider.getAttribute('max')).toBe('23');
  const born = page.getByLabel('born', { exact: true });
  expect(await born.getAttribute('type')).toBe('date');
  await born.fill('1990-05-02');
  await expect.poll(label).toBe('born Wed 2 May');
  expect((await sent(page)).born).toBe('1990-05-02');
});

test('an answer that no number moved, after which none was touched, has no curve: not that of the answer before', async () => {
  const page = await openAnswered({ prepare: serve });
  const curve = page.locator('#curve-section');
  await expect.poll(() => curve.isVisible()).toBe(true);
  await page.route('**/inference/gaps?**', (route) => {
    const { explanation, ...body } = answer(route.request().postDataJSON());
    const contributions = explanation.contributions.filter(({ fields }) => fields.join() === 'city');
    return route.fulfill({ json: { body: { ...body, explanation: { ...explanation, contributions } } } });
  });
  await page.getByRole('button', { name: 'Predict' }).click();
  await expect.poll(() => curve.isVisible()).toBe(false);
});
