import { randomSource } from '../../../../scripts/maths/random.ts';
import type { Artifact } from '../../../../src/core/artifact.ts';
import { requestLine } from '../request-logs/logs.ts';

/** Draws positions in proportion to counts. */
export function drawer(counts: readonly number[], random: () => number): () => number {
  const total = counts.reduce((sum, count) => sum + count, 0);
  const ends: number[] = [];
  for (const count of counts) ends.push((ends.at(-1) ?? 0) + count / total);
  return () => {
    const at = random();
    const position = ends.findIndex((end) => at < end);
    return position < 0 ? ends.length - 1 : position;
  };
}

/** The middle of each tenth of training answers. */
function middles({ frequencies }: Artifact): number[] {
  const bounds = [0, ...frequencies!.edges, 1];
  return bounds.slice(1).map((high, k) => (bounds[k]! + high) / 2);
}

/** Lines about requests whose values are drawn from the frequencies of training, changed by `change`. */
export function drawnLines(
  artifact: Artifact,
  rows: number,
  { seed, change = (codes) => codes }: { seed: number; change?: (codes: number[], row: number) => number[] },
): object[] {
  const random = randomSource(seed);
  const { fields, answers } = artifact.frequencies!;
  const draws = fields.map((counts) => drawer(counts.slice(0, -1), random));
  const answer = drawer(answers, random);
  const probability = middles(artifact);
  return Array.from({ length: rows }, (_, row) =>
    requestLine({
      request_id: `r${row}`,
      digest: artifact.digest,
      codes: [
        change(
          draws.map((draw) => draw()),
          row,
        ),
      ],
      probabilities: [probability[answer()]!],
    }),
  );
}
