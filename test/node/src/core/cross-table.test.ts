import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Field } from '../../../../src/core/artifact.ts';
import { combinationOf, compileCross } from '../../../../src/core/cross.ts';
import { compileCrossTable, crossLogOdds } from '../../../../src/core/cross-table.ts';
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
      const table = compileCrossTable(cells, cells.map(weight), size);
      const trained = new Set(cells);
      for (let cell = 0; cell < 10_000; cell++) {
        expect(crossLogOdds(table, cell)).toBe(trained.has(cell) ? weight(cell) : 0);
      }
    }),
    { numRuns: 20 },
  );
});

test('logit() adds up crosses of one, two and three terms as the definition says, 0 for unknown categories', () => {
  const fields: Field[] = [
    integer('a', 40),
    { name: 'b', type: 'category', description: '', vocabulary: ['x', 'y', 'z'], unknown: 'baseline', match: 'exact' },
    integer('c', 30),
  ];
  const crosses = [['a'], ['a', 'b'], ['c', 'a', 'b'], ['c', 'a']].map((names) => {
    const terms = names.map((field) => (field === 'a' ? { field, width: 3 } : { field }));
    const cells = Array.from({ length: 12 }, (_, k) => k);
    return { type: 'cross' as const, terms, cells, coefficients: cells.map(weight) };
  });
  const scorer = compileScorer({ intercept: 0.5, fields, features: crosses });
  const row = fc
    .tuple(fc.nat(40), fc.integer({ min: -1, max: 2 }), fc.nat(30))
    .map((cells) => Float64Array.from(cells));
  fc.assert(
    fc.property(row, (cells) => {
      const expected = crosses.reduce((sum, cross) => {
        const { terms, position } = compileCross(cross, fields);
        const combination = combinationOf(terms, cells);
        const place = combination < 0 ? -1 : position(combination);
        return place < 0 ? sum : sum + cross.coefficients[place]!;
      }, 0.5);
      expect(logit(scorer, cells)).toBe(expected);
    }),
  );
});

function weight(cell: number): number {
  return 1 / (cell + 1);
}
