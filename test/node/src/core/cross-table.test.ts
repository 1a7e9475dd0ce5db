import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Field } from '../../../../src/core/artifact.ts';
import { compileCrossTable, compilePositions, crossValue } from '../../../../src/core/cross-table.ts';
import { compileScorer, logit } from '../../../../src/core/score.ts';

const integer = (name: string, maximum: number): Field => ({
  name,
  type: 'integer',
  description: '',
  minimum: 0,
  maximum,
});

test('compileCrossTable() finds every trained combination and nothing else, in plain tables and in hash tables', () => {
  const cells = fc.uniqueArray(fc.nat(9999), { maxLength: 300 }).map((cells) => cells.toSorted((a, b) => a - b));
  fc.assert(
    fc.property(cells, fc.constantFrom(10_000, 2 ** 31), (cells, size) => {
      const table = compileCrossTable(cells, cells.map(weight), size, 0);
      const positions = compilePositions(cells, size);
      const trained = new Map(cells.map((cell, position) => [cell, position]));
      for (let cell = 0; cell < 10_000; cell++) {
        expect(crossValue(table, cell)).toBe(trained.has(cell) ? weight(cell) : 0);
        expect(crossValue(positions, cell)).toBe(trained.get(cell) ?? -1);
      }
    }),
    { numRuns: 20 },
  );
});

test('logit() adds up crosses of one, two and three terms by their definition, 0 for unknown categories', () => {
  const fields: Field[] = [
    integer('a', 40),
    { name: 'b', type: 'category', description: '', vocabulary: ['x', 'y', 'z'], unknown: 'baseline', match: 'exact' },
    integer('c', 30),
  ];
  const groups = { a: { width: 3, size: 14 }, b: { width: 1, size: 3 }, c: { width: 1, size: 31 } };
  const crosses = (['a', 'ab', 'cab', 'ca'] as const).map((names) => {
    const terms = Array.from(names, (field) => (field === 'a' ? { field, width: 3 } : { field }));
    const cells = Array.from({ length: 12 }, (_, k) => k);
    return { type: 'cross' as const, terms, cells, coefficients: cells.map(weight) };
  });
  const scorer = compileScorer({ intercept: 0.5, fields, features: crosses });
  fc.assert(
    fc.property(fc.nat(40), fc.integer({ min: -1, max: 2 }), fc.nat(30), (a, b, c) => {
      const row = { a, b, c };
      const expected = crosses.reduce((sum, { terms, coefficients }) => {
        const names = terms.map(({ field }) => field as keyof typeof row);
        if (names.includes('b') && b < 0) return sum;
        const combination = names.reduce((number, name) => {
          const { width, size } = groups[name];
          return number * size + Math.floor(row[name] / width);
        }, 0);
        return sum + (coefficients[combination] ?? 0);
      }, 0.5);
      expect(logit(scorer, Float64Array.of(a, b, c))).toBe(expected);
    }),
  );
});

function weight(cell: number): number {
  return 1 / (cell + 1);
}
