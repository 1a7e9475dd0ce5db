import type { Evaluation } from '../../src/core/artifact.ts';
import type { VariantDefinition } from '../models/definition.ts';
import { evaluateBaseRate } from './evaluate-variant.ts';
import { type FitJob, runFitJobs } from './fit-job.ts';
import type { TrainingRows } from './rows/rows.ts';
import type { Split } from './rows/splits.ts';

export type EvaluatedVariant = { variant: string } & Evaluation;

/** The figures of variants on splits, fitted side by side: split by split, first the base rate, then the variants. */
export async function evaluateAll(
  model: string,
  variants: readonly (readonly [name: string, variant: VariantDefinition])[],
  splits: readonly Split[],
  rows: TrainingRows,
  seed: number,
): Promise<EvaluatedVariant[]> {
  const jobs = splits.flatMap((split) =>
    variants.map(([name, variant]): FitJob => ({ model, name, variant, rows, seed, split })),
  );
  const results = await runFitJobs(jobs);
  return splits.flatMap((split, s) => {
    const own = results.slice(s * variants.length, (s + 1) * variants.length);
    return [
      { variant: 'base-rate', ...evaluateBaseRate(rows, split, seed) },
      ...own.map(({ name, evaluation }) => ({ variant: name, ...evaluation! })),
    ];
  });
}
