import { normal, randomSource } from '../../../../../scripts/maths/random.ts';
import type { HeldOutRows } from '../../../../../scripts/training/rows/held-out-rows.ts';
import { sigmoid } from '../../../../../src/core/sigmoid.ts';

/** Rows of one observation in clusters of `size`: a shift per cluster moves all of its logits, which answers do not know. */
export function clustered(
  count: number,
  size: number,
  { seed, deviation }: { seed: number; deviation: number },
): { logits: Float64Array; rows: HeldOutRows & { clusters: NonNullable<HeldOutRows['clusters']> } } {
  const random = randomSource(seed);
  const shifts = Array.from({ length: count }, () => deviation * normal(random));
  const cluster = Uint32Array.from({ length: count * size }, (_, r) => Math.floor(r / size));
  const logits = Float64Array.from(cluster, () => normal(random) - 1);
  const positives = logits.map((z, r) => (random() < sigmoid(z + shifts[cluster[r]!]!) ? 1 : 0));
  const weight = new Float64Array(logits.length).fill(1);
  const start = Uint32Array.from({ length: logits.length + 1 }, (_, r) => r);
  const clusters = { by: 'day', count, start, cluster, weight, positives };
  return { logits, rows: { weight, positives, clusters } };
}
