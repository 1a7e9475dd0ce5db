import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { readSkops } from '../../../../../scripts/import/skops/read-skops.ts';
import { asAsked, distance, orNull, plainProbability, readAnswers } from '../../../../import/answers.ts';

const read = (name: string) => readSkops(readFileSync(`test/import/fixtures/${name}.skops`), `${name}.skops`);

test.each(['one-hot', 'numbers', 'bins', 'ordinal', 'calibrated'])(
  'readSkops(%s): the file evaluated step by step, and the exchange model, give the probabilities and refusals of scikit-learn',
  (name) => {
    const { model, probability } = read(name);
    const [stepByStep, plain] = [orNull(probability), plainProbability(model)];
    const answers = readAnswers(`test/import/fixtures/${name}.ndjson`);
    const differences = answers.map(({ row, probability: expected }) => {
      const asked = asAsked(row, model);
      return Math.max(distance(stepByStep(asked), expected), distance(plain(asked), expected));
    });
    expect(answers.length).toBeGreaterThan(50);
    expect(Math.max(...differences)).toBeLessThan(1e-12);
  },
);

test('readSkops: classes, source and fields are those of the pipeline, in the order of its columns', () => {
  const { model, notes } = read('one-hot');
  expect(model.classes).toEqual(['late', 'on time']);
  expect(model.source).toBe('scikit-learn 1.9.1');
  expect(model.fields.map(({ name, type }) => `${name}: ${type}`)).toEqual([
    'airline: category',
    'kind: category',
    'hour: integer',
    'zone: category',
  ]);
  expect(notes).toEqual([
    'zone has numbers for categories: a request has them as texts, such as "10".',
    'The pipeline drops distance, offset, unused: the model does not ask for them.',
  ]);
});

test('readSkops: rare categories keep their names, and an unknown one counts as they do', () => {
  const { model } = read('one-hot');
  const rows = model.terms.flatMap((term) => (term.type === 'table' ? [term.rows] : []))[0]!;
  const rare = rows.find(([name]) => name === 'rare 2')![1];
  expect(rows).toContainEqual(['other', rare]);
  expect(model.fields[0]).toMatchObject({ unknown: 'other', other: 'other', missing: 'own' });
});

test('readSkops: a number that is clipped has bounds, and an imputed one may be missing', () => {
  const { model } = read('numbers');
  expect(model.terms).toContainEqual(
    expect.objectContaining({ type: 'linear', field: 'hour', minimum: 0, maximum: 23 }),
  );
  expect(model.fields.find(({ name }) => name === 'distance')).toMatchObject({ type: 'number', missing: 'own' });
});

test.each([
  [
    'polynomial',
    /^PolynomialFeatures of step "columntransformer → squares" cannot be imported; expected one of ColumnTransformer, /,
  ],
  ['three-classes', /^LogisticRegression of step "logisticregression" has 3 classes; expected 2$/],
  ['ensemble', /^CalibratedClassifierCV averages 2 classifiers; expected one, by ensemble=False$/],
  ['isotonic', /^CalibratedClassifierCV has method "isotonic"; expected "sigmoid"$/],
])('readSkops(%s): what cannot be represented is refused by its class, option and step', (name, message) => {
  expect(() => read(name)).toThrow(message);
});
