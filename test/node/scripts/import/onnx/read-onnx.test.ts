import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { readOnnx } from '../../../../../scripts/import/onnx/read-onnx.ts';
import { asAsked, distance, orNull, plainProbability, readAnswers } from '../../../../import/answers.ts';

const read = (name: string) => readOnnx(readFileSync(`test/import/fixtures/${name}.onnx`), `${name}.onnx`);

/** How far the graph in double precision may be from scikit-learn: float32 coefficients, of numbers around 100,000. */
const FROM_ORIGINAL = { float: 1e-4, double: 1e-8 };

test.each(['columns', 'bins', 'matrix', 'sigmoid'].flatMap((name) => [`${name}-float`, `${name}-double`]))(
  'readOnnx(%s): the graph evaluated in double precision and the exchange model agree to 1e-12, and with scikit-learn and the runtime as far as float32 goes',
  (name) => {
    const { model, probability } = read(name);
    const [inDouble, plain] = [orNull(probability), plainProbability(model)];
    const answers = readAnswers(`test/import/fixtures/${name}.ndjson`);
    const limit = FROM_ORIGINAL[name.endsWith('float') ? 'float' : 'double'];
    expect(answers.length).toBeGreaterThan(50);
    for (const { row, probability: original, runtime } of answers) {
      const found = inDouble(asAsked(row, model));
      expect(distance(found, plain(asAsked(row, model)))).toBeLessThan(1e-12);
      expect(distance(found, original)).toBeLessThan(limit);
      if (typeof runtime === 'number') expect(distance(found, runtime)).toBeLessThan(1e-3);
    }
  },
);

test('readOnnx: classes, producer and fields are those of the graph; a matrix has a field per column', () => {
  const { model } = read('columns-float');
  expect(model.classes).toEqual(['late', 'on time']);
  expect(model.source).toBe('skl2onnx 1.20.0');
  expect(model.fields.map(({ name, type }) => `${name}: ${type}`)).toEqual([
    'airline: category',
    'kind: category',
    'hour: integer',
    'offset: number',
    'distance: number',
  ]);
  expect(read('matrix-float').model.fields.map(({ name }) => name)).toEqual(['X0', 'X1']);
});

test('readOnnx: rare categories share one coefficient, and an imputed number may be missing', () => {
  const { model } = read('columns-double');
  const [airline] = model.terms.flatMap((term) => (term.type === 'table' ? [term.rows] : []));
  const logOdds = Object.fromEntries(airline as [string, number][]);
  expect(logOdds['rare 1']).toBe(logOdds['rare 2']);
  expect(logOdds.Sky).not.toBe(logOdds['rare 1']);
  expect(model.fields.find(({ name }) => name === 'distance')?.missing).toBe('own');
});
