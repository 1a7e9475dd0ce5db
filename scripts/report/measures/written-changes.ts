import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { sigmoid } from '../../../src/core/sigmoid.ts';
import { sum } from '../../maths/vector.ts';
import { readArtifact } from '../../models/artifacts.ts';
import { type Ranking, rankingOf } from '../../study/contender.ts';
import { type Metrics, metrics, type Scored } from '../../training/figures/metrics.ts';
import type { Calibration } from '../../training/trained-variant.ts';

/** Figures of answers to held-out rows, and how much too low they are on average. */
export interface ShiftedFigures extends Metrics {
  tooLow: number;
}

/** What was done to the fitted coefficients of a variant. */
export interface WrittenChanges {
  /** The line for times ahead that training looked for. */
  calibration?: Calibration;
  /** The shift that was written, and what it does to the answers of held-out fits. */
  recalibration?: {
    shift: number;
    rows: number;
    positives: number;
    splits: { split: string; plain: ShiftedFigures; shifted: ShiftedFigures }[];
  };
}

/** What the artifact of a variant says about calibration and recalibration. */
export function writtenChanges(model: string, variant: string, rankings: readonly Ranking[]): WrittenChanges {
  const path = join('models', model, `${variant}.json`);
  if (!existsSync(path)) return {};
  const { calibration, recalibration } = readArtifact(path).training;
  if (recalibration === undefined) return calibration ? { calibration } : {};
  const { shift, rows, positives } = recalibration;
  const splits = [...new Set(rankings.map(({ split }) => split))].map((split) => {
    const { set } = rankingOf(rankings, split, variant);
    return { split, plain: figures(set), shifted: figures({ ...set, logit: set.logit.map((z) => z + shift) }) };
  });
  return { ...(calibration && { calibration }), recalibration: { shift, rows, positives, splits } };
}

function figures(set: Scored): ShiftedFigures {
  const positives = sum(set.positive);
  const total = positives + sum(set.negative);
  const answered = set.logit.reduce((all, z, g) => all + (set.positive[g]! + set.negative[g]!) * sigmoid(z), 0);
  return { ...metrics(set), tooLow: (positives - answered) / total };
}
