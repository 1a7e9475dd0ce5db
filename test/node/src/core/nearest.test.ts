import fc from 'fast-check';
import { expect, onTestFinished, test, vi } from 'vitest';
import { fold } from '../../../../src/core/category.ts';
import { editDistance, nearestCategories, nearestOf } from '../../../../src/core/nearest.ts';

const CITIES = ['La Serena', 'Sabado', 'São Paulo', 'Castro (Chiloe)', '+'];

test('editDistance(a, b) counts insertions, deletions and substitutions', () => {
  expect([editDistance('kitten', 'sitting'), editDistance('', 'abc'), editDistance('abc', 'abc')]).toEqual([3, 3, 0]);
});

test('nearestCategories(vocabulary, value) compares the first 64 characters, cut to 64 again after folding', () => {
  expect(nearestCategories(CITIES, 'sabadoo', 1)).toEqual(['Sabado']);
  const start = 'a'.repeat(64);
  expect(nearestCategories(['b', start], start + 'b'.repeat(1e6), 1)).toEqual([start]);
  // One such character folds to 15 letters, so 5 of them already fill the 64: 64 of them are no nearer.
  const [few, many] = ['\ufdfa'.repeat(5), '\ufdfa'.repeat(64)];
  expect(nearestCategories([few, many], many, 1)).toEqual([few]);
});

test('nearestOf(vocabulary) gives for every value what folding the vocabulary anew would give', () => {
  const start = (text: string) => fold(text.slice(0, 64)).slice(0, 64);
  const text = fc.oneof(
    fc.string({ unit: 'grapheme', maxLength: 12 }),
    fc.constantFrom('', '-', 'Sábado', 'SABADO', 'ﬁ', 'Straße', '\ud800', '\ufdfa'.repeat(9), 'a'.repeat(70)),
  );
  const vocabulary = fc.array(text, { maxLength: 12 });
  const values = fc.array(fc.tuple(text, fc.option(fc.nat({ max: 13 }), { nil: undefined })), { maxLength: 5 });
  fc.assert(
    fc.property(vocabulary, values, (vocabulary, values) => {
      const nearest = nearestOf(vocabulary);
      for (const [value, count] of values) {
        const distance = (category: string) => editDistance(start(value), start(category));
        const sorted = vocabulary.toSorted((a, b) => distance(a) - distance(b)).slice(0, count ?? 3);
        expect(nearest(value, count)).toEqual(sorted);
        expect(nearestCategories(vocabulary, value, count)).toEqual(sorted);
      }
    }),
  );
});

test('nearestOf(vocabulary) folds the vocabulary once, at the first value', () => {
  const normalize = vi.spyOn(String.prototype, 'normalize');
  onTestFinished(() => normalize.mockRestore());
  fold('Lima');
  const perFold = normalize.mock.calls.length;
  normalize.mockClear();
  const nearest = nearestOf(CITIES);
  expect(normalize).toHaveBeenCalledTimes(0);
  nearest('Lima');
  expect(normalize).toHaveBeenCalledTimes((CITIES.length + 1) * perFold);
  nearest('Lima');
  expect(normalize).toHaveBeenCalledTimes((CITIES.length + 2) * perFold);
});
