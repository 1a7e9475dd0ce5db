import type { VariantDefinition } from '../models/definition.ts';
import { type Verdict, verdicts } from './figures/holm.ts';
import { figureOf, pairedFigures } from './figures/paired-bootstrap.ts';
import { now } from './fit/steps.ts';
import { fitPruned } from './learned/fit-pruned.ts';
import { learnedRows } from './learned/learned-rows.ts';
import { validatePenalties } from './learned/validate-penalties.ts';
import { multiply } from './matrix/block-matrix.ts';
import { blockMatrix } from './matrix/blocks.ts';
import { type ClusterSummary, clusterSummary, heldOutRows, independent } from './rows/held-out-rows.ts';
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
  /** The interval as if all rows were independent. */
  independentInterval: [number, number];
  /** What the difference shows, given how many ablations there are; absent for the variant itself. */
  verdict?: Verdict;
}

export interface MeasuredAblations {
  ablations: Ablation[];
  /** The clusters of the validation rows; undefined if rows count as independent. */
  cluster: ClusterSummary | undefined;
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
): MeasuredAblations {
  const { train } = splitsOf(rows).find(({ split }) => split === kept.validation)!;
  const inner = innerSplit(rows, train, kept.validation);
  const judge = (name: string, { budget, ...candidate }: Candidate): Float64Array => {
    onProgress(name);
    const { features } = chooseFeatures({ ...candidate, budget }, rows, train);
    const variant = { features, validation: kept.validation };
    const { lambda, scale } = now(validatePenalties(learnedRows(variant, rows, train), features.length));
    const scaled = lambda.map((value) => value * scale);
    const options = { lambda: scaled, budget, tolerance: FOR_FIGURES };
    const { shapes, beta } = now(fitPruned(learnedRows(variant, rows, inner.train), options));
    const matrix = blockMatrix(shapes, rows, inner.validation);
    return multiply(matrix, beta, new Float64Array(matrix.rows));
  };
  const own = judge('the variant itself', kept);
  const validation = heldOutRows(rows, inner.validation);
  const row = (ablation: string, description: string, logits: Float64Array) => {
    const figures = pairedFigures(own, logits, validation, { seed: SEED });
    const { second: logLoss, difference, interval, p } = figureOf(figures, 'logLoss');
    const asIndependent = pairedFigures(own, logits, independent(validation), { seed: SEED });
    const independentInterval = figureOf(asIndependent, 'logLoss').interval;
    const auc = figureOf(figures, 'auc').second;
    return { ablation, description, logLoss, auc, difference, interval, independentInterval, p };
  };
  const { p: _, ...variant } = row('kept', 'the variant itself', own);
  const others = Object.entries(ablations).map(([name, one]) => row(name, one.description, judge(name, one)));
  const found = verdicts(others.map((one) => ({ ...one, higherIsBetter: false })));
  return {
    ablations: [variant, ...others.map(({ p: _, ...one }, k) => ({ ...one, verdict: found[k]! }))],
    cluster: clusterSummary(validation),
  };
}
