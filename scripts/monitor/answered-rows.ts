import type { OutcomeClusters } from '../outcomes/outcome-clusters.ts';
import type { HeldOutRows } from '../training/rows/held-out-rows.ts';
import type { Answers } from './answers.ts';

/** Answers and outcomes of some rows, for the figures. */
export interface AnsweredRows {
  logits: Float64Array;
  held: HeldOutRows;
}

/** The rows among `rows` that have an answer and an outcome. A single cluster is left out: nothing can be resampled with it. */
export function answeredRows(
  { logit }: Pick<Answers, 'logit'>,
  outcomes: Float64Array,
  rows: Uint32Array,
  clusters: OutcomeClusters | undefined,
): AnsweredRows & { rows: Uint32Array } {
  const known = rows.filter((r) => !Number.isNaN(logit[r]!) && !Number.isNaN(outcomes[r]!));
  const weight = new Float64Array(known.length).fill(1);
  const positives = Float64Array.from(known, (r) => outcomes[r]!);
  const found = [...new Set(Array.from(known, (r) => clusters?.of[r] ?? 0))].sort((a, b) => a - b);
  const place = new Map(found.map((cluster, k) => [cluster, k]));
  return {
    rows: known,
    logits: Float64Array.from(known, (r) => logit[r]!),
    held: {
      weight,
      positives,
      ...(clusters &&
        found.length > 1 && {
          clusters: {
            by: clusters.by,
            count: found.length,
            start: Uint32Array.from({ length: known.length + 1 }, (_, r) => r),
            cluster: Uint32Array.from(known, (r) => place.get(clusters.of[r]!)!),
            weight,
            positives,
          },
        }),
    },
  };
}
