import type { Field } from '../../../src/core/artifact.ts';
import { sigmoid } from '../../../src/core/sigmoid.ts';
import { type Rate, rateIntervals } from '../../training/figures/rate-intervals.ts';
import type { HeldOutRows } from '../../training/rows/held-out-rows.ts';
import { groupNames } from './group-names.ts';

/** A group with fewer held-out rows is hidden, and so is a share of fewer positives or negatives. */
export const FEWEST = 50;

/** How a variant treats the rows of one group. */
export interface GroupFigures {
  group: string;
  observed: Rate;
  /** The mean answer. */
  answered: number;
  /** For each threshold: of the positives, those below it; of the negatives, those from it on. Absent for too few. */
  errors: { missed: Rate | undefined; falseAlarms: Rate | undefined }[];
}

/**
 * Calibration and error rates by the values of a field, or by quarters of the rows if a number has many, the largest group
 * first. Small groups are hidden. So that nobody can work one out as the rest, the smallest of the others is hidden with
 * them if they are too few together.
 * @param cells of the field, by held-out row
 * @param logits by held-out row
 */
export function groupFigures(
  field: Field,
  cells: ArrayLike<number>,
  logits: Float64Array,
  held: HeldOutRows,
  thresholds: readonly number[],
): { shown: GroupFigures[]; hidden: number } {
  const names = groupNames(field, cells);
  const groups = [...new Set(names)];
  const positions = new Map(groups.map((group, position) => [group, position]));
  const labels = names.map((name) => positions.get(name)!);
  const rates = (rows: HeldOutRows) => rateIntervals(labels, groups.length, rows);
  const answer = logits.map(sigmoid);
  const observed = rates(held);
  const answers = rates({ weight: held.weight, positives: held.weight.map((weight, r) => weight * answer[r]!) });
  const errors = thresholds.map((threshold) => ({
    missed: rates(outcomesOf(held, 1, (r) => answer[r]! < threshold)),
    falseAlarms: rates(outcomesOf(held, 0, (r) => answer[r]! >= threshold)),
  }));
  const large = (rate: Rate) => (rate.rows < FEWEST ? undefined : rate);
  const shown = shownGroups(observed).map(
    (g): GroupFigures => ({
      group: groups[g]!,
      observed: observed[g]!,
      answered: answers[g]!.positives / answers[g]!.rows,
      errors: errors.map(({ missed, falseAlarms }) => ({
        missed: large(missed[g]!),
        falseAlarms: large(falseAlarms[g]!),
      })),
    }),
  );
  return { shown, hidden: groups.length - shown.length };
}

/** The groups to show, by their positions. */
function shownGroups(rates: readonly Rate[]): number[] {
  const bySize = [...rates.keys()].sort((a, b) => rates[b]!.rows - rates[a]!.rows);
  const large = bySize.filter((g) => rates[g]!.rows >= FEWEST);
  const rest = bySize.slice(large.length).reduce((total, g) => total + rates[g]!.rows, 0);
  return rest > 0 && rest < FEWEST ? large.slice(0, -1) : large;
}

/** Only the rows of one outcome, of which those that are hit count as positive. */
function outcomesOf({ clusters, ...rows }: HeldOutRows, outcome: 0 | 1, isHit: (row: number) => boolean): HeldOutRows {
  type Part = Pick<HeldOutRows, 'weight' | 'positives'>;
  const select = ({ weight, positives }: Part, rowOf: (k: number) => number): Part => {
    const counts = weight.map((all, k) => (outcome === 1 ? positives[k]! : all - positives[k]!));
    return { weight: counts, positives: counts.map((count, k) => (isHit(rowOf(k)) ? count : 0)) };
  };
  const selected = select(rows, (r) => r);
  if (!clusters) return selected;
  const rowOf = new Uint32Array(clusters.weight.length);
  for (let r = 0; r < rows.weight.length; r++) rowOf.fill(r, clusters.start[r]!, clusters.start[r + 1]!);
  return { ...selected, clusters: { ...clusters, ...select(clusters, (m) => rowOf[m]!) } };
}
