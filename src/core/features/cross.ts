import * as z from 'zod/mini';
import { UNKNOWN } from '../cell.ts';
import { columnCount, workedOutColumns, writeColumns } from '../columns.ts';
import { combinationOf, combinations } from '../combination.ts';
import { compilePositions, crossValue } from '../cross-table.ts';
import { compileTerm, type Term, termSchema, termTitle, termUses } from '../term.ts';
import type { Kind, ShapeOf } from './kind.ts';

const schema = () =>
  z.strictObject({
    type: z.literal('cross'),
    terms: z.array(termSchema()).check(z.minLength(1), z.maxLength(3)),
    /**
     * Combinations of groups that have a coefficient, in order; each is the mixed-radix number of its groups, the last
     * term counting fastest. Any other combination contributes 0.
     */
    cells: z.array(z.int().check(z.nonnegative())),
    /** Log-odds, one per cell. */
    coefficients: z.array(z.number()),
  });

type CrossFeature = z.infer<ReturnType<typeof schema>>;

const ONE = [1];

const kind: Kind<{ terms: readonly Term[] }, ShapeOf<CrossFeature>> = {
  uses: ({ terms }) => terms.flatMap(termUses),
  title: ({ terms }) => terms.map(termTitle).join(' × '),
  size: ({ cells }) => cells.length,
  error({ terms, cells }, fields) {
    const size = combinations(terms.map((term) => compileTerm(term, fields)));
    const wrong = cells.findIndex((cell, k) => cell >= size || (k > 0 && cell <= cells[k - 1]!));
    return wrong < 0 ? undefined : `cell ${wrong} is ${cells[wrong]}: expected increasing numbers below ${size}`;
  },
  regressors(shape, fields) {
    const terms = shape.terms.map((term) => compileTerm(term, fields));
    const positions = compilePositions(shape.cells, combinations(terms));
    const workedOut = workedOutColumns(fields, (column) => terms.some(({ first }) => first === column));
    const row = new Float64Array(columnCount(fields));
    return (cells) => {
      writeColumns(workedOut, cells, 0, fields.length, row);
      const combination = combinationOf(terms, row);
      const first = combination === UNKNOWN ? UNKNOWN : crossValue(positions, combination);
      return first < 0 ? undefined : { first, values: ONE };
    };
  },
};

/** A coefficient for every combination of one to three terms that training saw. */
export const cross = { ...kind, schema };
