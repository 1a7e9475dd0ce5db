import { expect, test } from 'vitest';
import { parseDefinition } from '../../../../scripts/models/read-model.ts';

test('a threshold from costs is where acting and not acting cost the same', () => {
  const definition = (thresholds: object) =>
    JSON.stringify({
      title: 'Late?',
      data: 'data.csv',
      classes: ['no', 'yes'],
      fields: [{ name: 'hour', type: 'integer', changeable: true }],
      variants: { plain: { features: [{ type: 'one-hot', field: 'hour' }] } },
      thresholds,
    });
  const { thresholds } = parseDefinition(definition({ warn: { miss: 4, falseAlarm: 1 }, sure: 0.9 }), 'model.json');
  expect(thresholds).toEqual({ warn: 0.2, sure: 0.9 });
  expect(0.2 * 4).toBeCloseTo((1 - 0.2) * 1, 12);
  for (const wrong of [0, 1, { miss: 0, falseAlarm: 1 }, { miss: 1 }]) {
    expect(() => parseDefinition(definition({ warn: wrong }), 'model.json')).toThrow(/^model\.json: thresholds\.warn/);
  }
});

test('a sensitive field cannot be changeable', () => {
  const definition = (field: object) =>
    JSON.stringify({
      title: 'Late?',
      data: 'data.csv',
      classes: ['no', 'yes'],
      fields: [{ name: 'age', type: 'integer', ...field }],
      variants: { plain: { features: [{ type: 'one-hot', field: 'age' }] } },
    });
  expect(parseDefinition(definition({ sensitive: true }), 'model.json').fields[0]).toMatchObject({ sensitive: true });
  expect(() => parseDefinition(definition({ sensitive: true, changeable: true }), 'model.json')).toThrow(
    'model.json: fields.age: a sensitive field cannot be changeable',
  );
});
