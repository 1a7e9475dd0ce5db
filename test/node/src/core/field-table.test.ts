import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Feature, Field } from '../../../../src/core/artifact.ts';
import { cellCount } from '../../../../src/core/cell.ts';
import { compileExplainer, explain } from '../../../../src/core/explain.ts';
import { compileRegressors } from '../../../../src/core/feature.ts';
import { compileGroups, type Grouping } from '../../../../src/core/groups.ts';
import { compileScorer, logit } from '../../../../src/core/score.ts';

const double = fc.double({ min: -100, max: 100, noNaN: true });
const missing = fc.constantFrom('own' as const, undefined);

const numberField = fc.tuple(fc.uniqueArray(double, { maxLength: 63, comparator: (a, b) => a === b }), missing).map(
  ([edges, missing]): Field => ({
    name: 'x',
    type: 'number',
    description: '',
    edges: Array.from(Float64Array.from(edges).sort()),
    missing,
  }),
);
const integerField = fc
  .tuple(fc.nat(40), missing)
  .map(([maximum, missing]): Field => ({ name: 'x', type: 'integer', description: '', minimum: 0, maximum, missing }));

/** A field with a block for each of several groupings, some as one-hot and some as crosses of one term, and a slope. */
const model = fc
  .tuple(fc.oneof(numberField, integerField), fc.array(fc.constantFrom(2, 4, 16, 64), { minLength: 1, maxLength: 4 }))
  .chain(([field, resolutions]) => {
    const groupings: Grouping[] = [{}, ...resolutions.map((bins) => ({ bins }))];
    const sizes = groupings.map((grouping) => compileGroups(field, grouping).size);
    const coefficients = fc.tuple(...sizes.map((size) => fc.array(double, { minLength: size, maxLength: size })));
    return fc.tuple(coefficients, fc.array(fc.boolean(), { minLength: 5, maxLength: 5 })).map(([all, asCross]) => {
      const blocks = all.map((coefficients, k): Feature => {
        const grouping = groupings[k]!;
        if (!asCross[k]) return { type: 'one-hot', field: 'x', ...grouping, coefficients };
        return { type: 'cross', terms: [{ field: 'x', ...grouping }], cells: [...coefficients.keys()], coefficients };
      });
      const slope: Feature = {
        type: 'numeric',
        field: 'x',
        mean: 1,
        scale: 2,
        minimum: -50,
        maximum: 50,
        coefficients: [3],
      };
      return { field, features: [...blocks, slope] };
    });
  });

test('all blocks of a field become one table, which equals their sum and is explained as one part', () => {
  fc.assert(
    fc.property(model, fc.array(double, { minLength: 1 }), ({ field, features }, numbers) => {
      const artifact = { intercept: 0.5, fields: [field], features };
      const scorer = compileScorer(artifact);
      const explainer = compileExplainer(
        artifact,
        features.map(() => 0.25),
        scorer,
      );
      expect(scorer.crosses).toHaveLength(0);
      expect(scorer.tables[0]).toHaveLength(cellCount(field));
      expect(scorer.formulas).toHaveLength(1);
      const cells =
        field.type === 'number'
          ? [...numbers, ...field.edges!, -0, ...(field.missing ? [Number.POSITIVE_INFINITY] : [])]
          : Array.from({ length: cellCount(field) }, (_, cell) => cell);
      for (const cell of cells) {
        const row = Float64Array.of(cell);
        const sum = features.reduce((sum, feature) => {
          const { first, values } = compileRegressors(feature, [field])(row)!;
          return sum + values.reduce((own, value, k) => own + value * feature.coefficients[first + k]!, 0);
        }, 0.5);
        const scored = logit(scorer, row);
        expect(Math.abs(scored - sum)).toBeLessThanOrEqual(1e-12 * Math.max(1, Math.abs(sum)));
        const { baseline, contributions } = explain(explainer, [field], row, scored);
        expect(contributions).toHaveLength(1);
        expect(Math.abs(baseline + contributions[0]!.logOdds - scored)).toBeLessThanOrEqual(
          1e-12 * Math.max(1, Math.abs(sum)),
        );
      }
    }),
  );
});
