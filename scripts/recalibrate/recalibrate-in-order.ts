import { sum } from '../maths/vector.ts';
import { type Metrics, metrics, scored } from '../training/figures/metrics.ts';
import { interceptShift, meanAnswer, type Outcomes } from './intercept-shift.ts';

/** A period of time: its answers as they were, and with the shift that the periods before it suggest. */
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
 * The effect that recalibration would have had, in order of time: every period is answered with the shift from the
 * outcomes of the last `window` periods before it, never from its own.
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

/**
 * Groups rows into periods of `size` successive steps of time; rows with equal `keys` belong to one step. Steps without
 * rows do not count.
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
