import { normal, randomSource } from '../../../../scripts/maths/random.ts';
import { binEdges } from '../../../../scripts/training/rows/bin-edges.ts';
import { TRAIN, type TrainingRows, VALIDATION } from '../../../../scripts/training/rows/rows.ts';
import { sigmoid } from '../../../../src/core/sigmoid.ts';

/** The fields of a made-up row: two numbers, of which `y` is missing at times, and a category. */
export interface MadeRow {
  x: number;
  y: number;
  c: number;
}

interface MadeOptions {
  seed: number;
  count: number;
  logit: (row: MadeRow) => number;
  /** The factor on `x`, to make it small or large. */
  scale?: number;
  /** The share of rows in which `y` is missing. */
  missing?: number;
}

/** Rows of two standard normal numbers and a category of three; every third is for validation. */
export function madeNumbers({ seed, count, logit, scale = 1, missing = 0 }: MadeOptions): TrainingRows {
  const random = randomSource(seed);
  const made = Array.from({ length: count }, () => {
    const [x, y, c] = [normal(random), normal(random), Math.floor(random() * 3)];
    const row = { x, y: random() < missing ? Number.POSITIVE_INFINITY : y, c };
    return { ...row, positive: Number(random() < sigmoid(logit(row))) };
  });
  const x = Float64Array.from(made, (row) => row.x * scale);
  const y = Float64Array.from(made, (row) => row.y);
  return {
    fields: [
      { name: 'x', type: 'number', description: '', edges: edgesOf(x) },
      { name: 'y', type: 'number', description: '', edges: edgesOf(y), ...(missing > 0 && { missing: 'own' }) },
      {
        ...{ name: 'c', type: 'category', description: '', vocabulary: ['red', 'green', 'blue'] },
        ...{ unknown: 'reject', match: 'exact' },
      },
    ],
    observations: count,
    cells: new Map<string, Float64Array | Uint16Array>([
      ['x', x],
      ['y', y],
      ['c', Uint16Array.from(made, (row) => row.c)],
    ]),
    weight: new Float64Array(count).fill(1),
    positives: Float64Array.from(made, ({ positive }) => positive),
    randomSplit: Uint8Array.from({ length: count }, (_, r) => (r % 3 === 0 ? VALIDATION : TRAIN)),
    timeSplit: new Uint8Array(count),
  };
}

function edgesOf(values: Float64Array): number[] {
  const distinct = [...new Set(values.filter(Number.isFinite))].sort((a, b) => a - b);
  return binEdges(
    distinct,
    distinct.map(() => 1),
  );
}
