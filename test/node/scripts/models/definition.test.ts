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

test('model.json may begin with a byte order mark; a feature listed twice and a field __proto__ are errors', () => {
  const definition = (name: string, features: object[]) =>
    JSON.stringify({
      title: 'Late?',
      data: 'data.csv',
      classes: ['no', 'yes'],
      fields: [{ name, type: 'integer' }],
      variants: { plain: { features } },
    });
  const feature = (field: string) => ({ type: 'one-hot', field });
  expect(parseDefinition(`\uFEFF${definition('age', [feature('age')])}`, 'model.json').title).toBe('Late?');
  expect(() => parseDefinition(definition('age', [feature('age'), feature('age')]), 'model.json')).toThrow(
    'model.json: variants.plain.features.1: the same as features.0',
  );
  expect(() => parseDefinition(definition('__proto__', [feature('__proto__')]), 'model.json')).toThrow(
    'model.json: fields: __proto__ cannot be a member of a request; name it otherwise in rows.sql',
  );
});
