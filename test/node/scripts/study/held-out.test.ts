import { join } from 'node:path';
import { expect, test } from 'vitest';
import { parseDefinition } from '../../../../scripts/models/read-model.ts';
import { type HeldOutFit, heldOutPath } from '../../../../scripts/study/held-out-path.ts';
import { TEST, TRAIN, type TrainingRows } from '../../../../scripts/training/rows/rows.ts';
import { splitsOf } from '../../../../scripts/training/rows/splits.ts';

const definition = parseDefinition(
  JSON.stringify({
    title: 'Late?',
    data: 'data.csv',
    classes: ['no', 'yes'],
    fields: [{ name: 'hour', type: 'integer' }],
    variants: { plain: { features: [{ type: 'one-hot', field: 'hour' }] } },
  }),
  'model.json',
);
const rows: TrainingRows = {
  fields: [{ name: 'hour', type: 'integer', description: '', minimum: 0, maximum: 1 }],
  observations: 3,
  cells: new Map([['hour', Uint16Array.of(0, 1, 0)]]),
  weight: Float64Array.of(1, 1, 1),
  positives: Float64Array.of(0, 1, 0),
  randomSplit: Uint8Array.of(TRAIN, TRAIN, TEST),
  timeSplit: new Uint8Array(3),
};
const variant = definition.variants.plain!;
const fit: HeldOutFit = { model: 'test', name: 'plain', variant, definition, rows, seed: 1 };

function pathOf(changes: Partial<HeldOutFit>): string {
  const changed = { ...fit, ...changes };
  return heldOutPath(changed, splitsOf(changed.rows)[0]!);
}

test('heldOutPath(fit, split) is another file whenever something that decides the logits changes', () => {
  const [field] = definition.fields;
  const paths = [
    pathOf({}),
    pathOf({ model: 'other' }),
    pathOf({ name: 'other' }),
    pathOf({ seed: 2 }),
    pathOf({ variant: { ...variant, penalty: 2 } }),
    pathOf({ variant: { ...variant, budget: 7 } }),
    pathOf({ variant: { ...variant, features: [{ type: 'cyclic', field: 'hour', period: 24 }] } }),
    pathOf({ definition: { fields: [{ ...field!, type: 'number' }] } }),
    pathOf({ rows: { ...rows, positives: Float64Array.of(0, 1, 1) } }),
    pathOf({ rows: { ...rows, randomSplit: Uint8Array.of(TRAIN, TEST, TRAIN) } }),
    pathOf({ rows: { ...rows, timeSplit: Uint8Array.of(TRAIN, TRAIN, TEST) } }),
  ];
  expect(new Set(paths).size).toBe(paths.length);
});

test('heldOutPath(fit, split) does not depend on the description of a variant', () => {
  expect(pathOf({ variant: { ...variant, description: 'in other words' } })).toBe(pathOf({}));
});

test('heldOutPath(fit, split) stays in its folder, whatever the names', () => {
  for (const name of ['../../../x', '/etc/x', 'a\\b', '..']) {
    expect(pathOf({ name })).toMatch(/^\.build.held-out.test-[a-z0-9_-]+-[0-9a-f]{16}\.f64$/);
  }
  expect(pathOf({ name: 'a/b' })).not.toBe(pathOf({ name: 'a_b' }));
  expect(pathOf({}).startsWith(join('.build', 'held-out', 'test-plain-random-'))).toBe(true);
});
