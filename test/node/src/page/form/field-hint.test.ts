import { expect, test } from 'vitest';
import type { Field } from '../../../../../src/core/artifact.ts';
import { fieldHint } from '../../../../../src/page/form/field-hint.ts';
import { loadMessages } from '../../../../../src/page/words/messages.ts';
import { wording } from '../../../../../src/page/words/wording.ts';

const age: Field = {
  name: 'age',
  type: 'number',
  description: 'Age in years',
  minimum: 17,
  maximum: 1750.25,
  median: 38.5,
};

function hint(field: Field, language: 'en' | 'es', words = {}) {
  const model = {
    model: 'm',
    title: 'T',
    classes: ['no', 'yes'] as [string, string],
    fields: [field],
    serves: [],
    variants: [],
  };
  return fieldHint(field, wording(model, words, language), language);
}

await loadMessages('es');

test('a number shows its description, its range and its median, in both languages', () => {
  expect(hint(age, 'en')).toBe('Age in years 17 to 1,750, median 38.5.');
  expect(hint({ ...age, description: '', missing: 'own' }, 'es')).toBe(
    'De 17 a 1750, mediana 38,5. Puede quedar como desconocido.',
  );
  expect(hint({ ...age, median: undefined }, 'en', { fields: { age: { label: 'Age' } } })).toBe('17 to 1,750.');
});

test('a field without description, range and gaps has no hint', () => {
  expect(hint({ name: 'x', type: 'number', description: '' }, 'en')).toBeUndefined();
  expect(hint({ name: 'x', type: 'integer', description: '', minimum: 1, maximum: 2 }, 'en')).toBeUndefined();
});
