import type { FeatureDefinition, VariantDefinition } from '../../scripts/models/definition.ts';
import { binEdges } from '../../scripts/training/rows/bin-edges.ts';
import { everyRow, TRAIN, type TrainingRows, VALIDATION } from '../../scripts/training/rows/rows.ts';
import { additiveFeatures } from '../../scripts/training/selection/additive-features.ts';
import { trainVariant } from '../../scripts/training/train-variant.ts';
import type { Field } from '../../src/core/artifact.ts';

/** A row of bent-fixture.json: two numbers, of which the second may be missing, a category and the target. */
export interface BentRow {
  x: number;
  y: number | null;
  colour: string;
  target: number;
}

const COLOURS = ['blue', 'green', 'red'];

/** The rows for training; every third is for validation. */
export function bentRows(made: readonly BentRow[]): TrainingRows {
  const x = Float64Array.from(made, (row) => row.x);
  const y = Float64Array.from(made, (row) => row.y ?? Number.POSITIVE_INFINITY);
  const category = {
    type: 'category',
    description: '',
    vocabulary: COLOURS,
    unknown: 'reject',
    match: 'exact',
  } as const;
  const fields: Field[] = [
    { name: 'x', type: 'number', description: '', edges: edgesOf(x) },
    { name: 'y', type: 'number', description: '', edges: edgesOf(y), missing: 'own' },
    { ...category, name: 'colour', vocabulary: [...COLOURS] },
  ];
  return {
    fields,
    observations: made.length,
    cells: new Map<string, Float64Array | Uint16Array>([
      ['x', x],
      ['y', y],
      ['colour', Uint16Array.from(made, ({ colour }) => COLOURS.indexOf(colour))],
    ]),
    weight: new Float64Array(made.length).fill(1),
    positives: Float64Array.from(made, ({ target }) => target),
    randomSplit: Uint8Array.from(made, (_, r) => (r % 3 === 0 ? VALIDATION : TRAIN)),
    timeSplit: new Uint8Array(made.length),
  };
}

function edgesOf(values: Float64Array): number[] {
  const distinct = [...new Set(values.filter(Number.isFinite))].sort((a, b) => a - b);
  const counts = distinct.map((value) => values.filter((other) => other === value).length);
  return binEdges(distinct, counts);
}

/** Every field, and crosses at two resolutions; penalties learned from the rows. */
export function trainBent(rows: TrainingRows) {
  const pair = (bins: number): FeatureDefinition => ({
    type: 'cross',
    terms: ['x', 'y'].map((field) => ({ field, bins })),
  });
  const mixed: FeatureDefinition = { type: 'cross', terms: [{ field: 'y', bins: 4 }, { field: 'colour' }] };
  const variant: VariantDefinition = {
    ...{ description: '', penalty: 1, shrinkage: 'learned', validation: 'random', budget: 20_000 },
    features: [...additiveFeatures(rows.fields), pair(4), pair(8), mixed],
  };
  return trainVariant(variant, rows, everyRow(rows), { tolerance: 1e-12 });
}

if (import.meta.main) {
  const rows = bentRows(JSON.parse(await new Response(process.stdin as never).text()));
  const { features, penalty } = trainBent(rows);
  console.log(JSON.stringify({ fields: rows.fields, features, penalty }));
}
