import { selectValues } from '../maths/vector.ts';
import type { VariantDefinition } from '../models/definition.ts';
import { pairedFigures } from './figures/paired-bootstrap.ts';
import { fitPruned } from './learned/fit-pruned.ts';
import { validatePenalties } from './learned/validate-penalties.ts';
import { multiply } from './matrix/block-matrix.ts';
import { blockMatrix } from './matrix/blocks.ts';
import { innerSplit } from './rows/inner-split.ts';
import type { TrainingRows } from './rows/rows.ts';
import { SEED, splitsOf } from './rows/splits.ts';
import { chooseFeatures } from './selection/choose-features.ts';

/** An ablation on the validation rows, compared with the kept variant. */
export interface Ablation {
  /** `kept` for the variant itself. */
  ablation: string;
  description: string;
  logLoss: number;
  auc: number;
  /** Log loss minus that of the kept variant, with its 95 % interval. */
  difference: number;
  interval: [number, number];
}

type Candidate = Pick<VariantDefinition, 'description' | 'features' | 'validation' | 'budget'>;

/** A gradient per row that does not change the fourth decimal of any figure. */
const FOR_FIGURES = 1e-6;

/**
 * Compares lists of features by their fits to the inner training rows, with learned penalties and within the budget, on
 * the validation rows inside the training part of a split. No held-out row is read.
 */
export function measureAblations(
  kept: Candidate,
  ablations: Record<string, Candidate>,
  rows: TrainingRows,
  onProgress: (text: string) => void,
): Ablation[] {
  const { train } = splitsOf(rows).find(({ split }) => split === kept.validation)!;
  const inner = innerSplit(rows, train, kept.validation);
  const judge = (name: string, { budget, ...candidate }: Candidate): Float64Array => {
    onProgress(name);
    const features = chooseFeatures({ ...candidate, budget }, rows, train);
    const { lambda, scale } = validatePenalties({ features, validation: kept.validation }, rows, train);
    const scaled = lambda.map((value) => value * scale);
    const options = { lambda: scaled, budget, tolerance: FOR_FIGURES };
    const { shapes, beta } = fitPruned(features, rows, inner.train, options);
    const matrix = blockMatrix(shapes, rows, inner.validation);
    return multiply(matrix, beta, new Float64Array(matrix.rows));
  };
  const own = judge('the variant itself', kept);
  const validation = {
    weight: selectValues(rows.weight, inner.validation),
    positives: selectValues(rows.positives, inner.validation),
  };
  const row = (ablation: string, description: string, logits: Float64Array): Ablation => {
    const figures = pairedFigures(own, logits, validation, { seed: SEED });
    const [loss, auc] = (['logLoss', 'auc'] as const).map((name) => figures.find(({ figure }) => figure === name)!);
    const { second: logLoss, difference, interval } = loss!;
    return { ablation, description, logLoss, auc: auc!.second, difference, interval };
  };
  return [
    row('kept', 'the variant itself', own),
    ...Object.entries(ablations).map(([name, one]) => row(name, one.description, judge(name, one))),
  ];
}
