import { expect, test } from 'vitest';
import type { Field } from '../../../../../src/core/artifact.ts';
import { fieldWarning } from '../../../../../src/page/form/validation-messages.ts';
import { loadMessages } from '../../../../../src/page/words/messages.ts';
import { wording } from '../../../../../src/page/words/wording.ts';
import { category, integer } from '../fields.ts';

function warning(field: Field, value: string | number, language: 'en' | 'es' = 'en') {
  const model = {
    model: 'm',
    title: 'T',
    classes: ['no', 'yes'] as [string, string],
    fields: [field],
    serves: [],
    variants: [],
  };
  return fieldWarning(field, value, wording(model, {}, language), language);
}

await loadMessages('es');

test('a value beyond its range has a warning that says what the model used', () => {
  expect(warning(integer('age', 17, 75), 80)).toBe('Outside 17 to 75: the model used 75.');
  expect(warning(integer('age', 17, 75), 3, 'es')).toBe('Fuera de 17 a 75: el modelo usó 17.');
});

test('an unknown category has a warning that says whether it was ignored or treated as a rare one', () => {
  const city = category('city', ['Lima', 'rare']);
  expect(warning({ ...city, unknown: 'baseline' } as Field, 'Quito')).toMatch(/“Quito” and ignored it/);
  expect(warning({ ...city, unknown: 'other', other: 'rare' } as Field, 'Quito')).toBe(
    'The model does not know “Quito” and treated it as “rare”. Closest: Lima.',
  );
});
