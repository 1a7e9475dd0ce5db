import { sigmoid } from '../../src/core/sigmoid.ts';
import { sum } from '../maths/vector.ts';
import { type Metrics, metrics, scored } from '../training/figures/metrics.ts';

/** What was answered, as logits of the intercept that training found, and how it turned out. */
export interface Outcomes {
  logit: Float64Array;
  weight: Float64Array;
  positives: Float64Array;
}

/**
 * Standard deviation of the prior of a shift, in log-odds: before any outcome is in, odds are taken to move by no more
 * than a factor of e^(2·0.5) ≈ 2.7 either way. It weighs as much as some 25 outcomes at a rate of one in five.
 */
export const PRIOR_DEVIATION = 0.5;

/**
 * The number to add to the intercept, so that answers agree with outcomes on average: the maximum of the likelihood
 * times a normal prior around 0 (logistic recalibration "in the large", D. R. Cox, Biometrika 45, 1958; the prior makes
 * few outcomes move it little). `deviation` is that of the posterior, from its curvature. Newton's method with steps
 * of at most 1; no outcomes give 0.
 */
export function interceptShift({ logit, weight, positives }: Outcomes): { shift: number; deviation: number } {
  const precision = 1 / PRIOR_DEVIATION ** 2;
  let shift = 0;
  for (;;) {
    let slope = -precision * shift;
    let curvature = precision;
    for (let r = 0; r < logit.length; r++) {
      const p = sigmoid(logit[r]! + shift);
      slope += positives[r]! - weight[r]! * p;
      curvature += weight[r]! * p * (1 - p);
    }
    const step = Math.min(Math.max(slope / curvature, -1), 1);
    shift += step;
    if (Math.abs(step) < 1e-10) return { shift, deviation: 1 / Math.sqrt(curvature) };
  }
}

/** A period of time: what was answered in it, plain and with the shift that the periods before it suggest. */
export interface RecalibratedPeriod {
  rows: number;
  shift: number;
  /** Share of positives. */
  observed: number;
  /** Mean answer before and after the shift. */
  plain: number;
  shifted: number;
}

export interface RecalibrationEffect {
  periods: RecalibratedPeriod[];
  plain: Metrics;
  shifted: Metrics;
}

/**
 * What recalibration would have brought, played through in order of time: every period is answered with the shift that
 * the outcomes of the last `window` periods before it give, never with its own.
 */
export function recalibrateInOrder(periods: readonly Outcomes[], window = periods.length): RecalibrationEffect {
  const shifts = periods.map((_, t) => interceptShift(concatenate(periods.slice(Math.max(0, t - window), t))).shift);
  const shifted = periods.map((outcomes, t) => ({ ...outcomes, logit: outcomes.logit.map((z) => z + shifts[t]!) }));
  return {
    periods: periods.map((outcomes, t) => {
      const rows = sum(outcomes.weight);
      return {
        rows,
        shift: shifts[t]!,
        observed: sum(outcomes.positives) / rows,
        plain: meanAnswer(outcomes),
        shifted: meanAnswer(shifted[t]!),
      };
    }),
    plain: figures(concatenate(periods)),
    shifted: figures(concatenate(shifted)),
  };
}

/** Mean probability of positives over the rows. */
export function meanAnswer({ logit, weight }: Pick<Outcomes, 'logit' | 'weight'>): number {
  return logit.reduce((total, z, r) => total + weight[r]! * sigmoid(z), 0) / sum(weight);
}

/**
 * Parts rows into periods of `size` successive steps of time; rows with equal `keys` are of one step. Without a row
 * there is no step.
 */
export function periodsOf(outcomes: Outcomes, keys: Float64Array, size: number): Outcomes[] {
  const steps = new Map([...new Set(keys)].sort((a, b) => a - b).map((key, step) => [key, step]));
  const rowsOf = Array.from({ length: Math.ceil(steps.size / size) }, (): number[] => []);
  for (const [r, key] of keys.entries()) rowsOf[Math.floor(steps.get(key)! / size)]!.push(r);
  return rowsOf.map((rows) => ({
    logit: Float64Array.from(rows, (r) => outcomes.logit[r]!),
    weight: Float64Array.from(rows, (r) => outcomes.weight[r]!),
    positives: Float64Array.from(rows, (r) => outcomes.positives[r]!),
  }));
}

function figures({ logit, weight, positives }: Outcomes): Metrics {
  return metrics(scored(logit, weight, positives));
}

function concatenate(parts: readonly Outcomes[]): Outcomes {
  const join = (name: keyof Outcomes) => Float64Array.from(parts.flatMap((part) => Array.from(part[name])));
  return { logit: join('logit'), weight: join('weight'), positives: join('positives') };
}
