import { cellCount } from '../../../src/core/cell.ts';
import { PARTS } from '../../../src/core/parts.ts';
import type { TrainingRows } from '../rows/rows.ts';
import { cellOf, type FieldTerm, type GroupColumn, groupColumn } from './group-column.ts';
import { cellGain, type Residuals, residualsAt, SHRINKAGE } from './residuals.ts';

/** What the search looks for. */
export interface CrossSearch {
  /** What may be crossed. */
  sets: readonly (readonly FieldTerm[])[];
  /** Numbers of bins at which a set is tried. */
  resolutions: readonly number[];
  /** How many standard deviations above what noise explains a set must be. */
  least: number;
}

const MOST_STEPS = 60;
/** A set with more cells than this is not tried. */
const MOST_CELLS = 20_000;

/** Parts of a timestamp that may be crossed. */
const CROSSED_PARTS = ['hour', 'weekday', 'month'] as const;

/** An integer, or a part of a timestamp, of at most this many values is whole at the finest resolution: a day is a day. */
const MOST_WHOLE = 32;

/** A set of terms at each of some resolutions, in ascending order: each term whole, or in at most so many groups. */
export function atResolutions(
  { fields }: Pick<TrainingRows, 'fields'>,
  set: readonly FieldTerm[],
  resolutions: readonly number[],
): FieldTerm[][] {
  const all = resolutions.map((bins) =>
    set.map((term): FieldTerm => {
      const field = fields.find(({ name }) => name === term.field)!;
      const count = term.part ? PARTS[term.part] : cellCount({ ...field, missing: undefined });
      const isWhole = field.type !== 'number' && bins === resolutions.at(-1) && count <= MOST_WHOLE;
      return field.type === 'category' || isWhole || count <= bins ? term : { ...term, bins };
    }),
  );
  return [...new Map(all.map((terms) => [keyOf(terms), terms])).values()];
}

/** What can be crossed: fields that have more than one cell, and parts of timestamps. */
export function crossableTerms({ fields }: Pick<TrainingRows, 'fields'>): FieldTerm[] {
  return fields.flatMap((field): FieldTerm[] => {
    if (field.type === 'timestamp') {
      const parts = CROSSED_PARTS.filter((part) => part !== 'hour' || field.unit !== 'day');
      return parts.map((part) => ({ field: field.name, part }));
    }
    return cellCount(field) > 1 ? [{ field: field.name }] : [];
  });
}

/** Tells sets of terms apart. */
export function keyOf(terms: readonly FieldTerm[]): string {
  return JSON.stringify(terms);
}

interface Candidate {
  set: readonly FieldTerm[];
  columns: readonly GroupColumn[];
  cells: number;
}

interface Offer {
  gain: number;
  /** The gain in standard deviations of what noise explains. */
  deviations: number;
  step: Float64Array;
}

/**
 * Finds sets of fields whose cells explain what a fit with these logits leaves: forward, one shrunken Newton step of the
 * cells of the best set at a time, so that a second set which says the same is not found. The gain of a set is
 * Σ (G² − H) / (H + 8) over its cells, with G the sum of the residuals and H of p(1 − p); noise makes it 0 on average.
 * @returns sets of terms, the first found first
 */
export function searchCrosses(
  rows: TrainingRows,
  selected: Uint32Array,
  start: Float64Array,
  { sets, resolutions, least }: CrossSearch,
): FieldTerm[][] {
  const logits = start.slice();
  let left = residualsAt(rows, selected, logits);
  const found = new Map<string, FieldTerm[]>();
  // Gains only fall as sets are taken, nearly always: the first whose fresh gain tops all stale ones is the best.
  const queue = candidates(rows, selected, sets, resolutions).map((candidate) => ({
    candidate,
    gain: offerOf(candidate, left).gain,
  }));
  for (let steps = 0; steps < MOST_STEPS; steps++) {
    queue.sort((a, b) => b.gain - a.gain);
    let best: { candidate: Candidate; offer: Offer } | undefined;
    for (const entry of queue) {
      if (entry.gain <= Math.max(best?.offer.gain ?? 0, 0)) break;
      const offer = offerOf(entry.candidate, left);
      entry.gain = offer.gain;
      if (offer.deviations > least && offer.gain > Math.max(best?.offer.gain ?? 0, 0)) {
        best = { candidate: entry.candidate, offer };
      }
    }
    if (best === undefined) break;
    const { set, columns } = best.candidate;
    found.set(keyOf(set), [...set]);
    for (let r = 0; r < logits.length; r++) logits[r]! += best.offer.step[cellOf(columns, r)]!;
    left = residualsAt(rows, selected, logits);
  }
  return [...found.values()];
}

function candidates(
  rows: TrainingRows,
  selected: Uint32Array,
  sets: CrossSearch['sets'],
  resolutions: readonly number[],
): Candidate[] {
  const known = new Map<string, GroupColumn>();
  const columnOf = (term: FieldTerm): GroupColumn => {
    const key = keyOf([term]);
    const column = known.get(key) ?? groupColumn(rows, selected, term);
    known.set(key, column);
    return column;
  };
  const all = new Map<string, Candidate>();
  for (const set of sets) {
    for (const terms of atResolutions(rows, set, resolutions)) {
      const columns = terms.map(columnOf);
      const cells = columns.reduce((product, { size }) => product * size, 1);
      if (cells <= MOST_CELLS) all.set(keyOf(terms), { set, columns, cells });
    }
  }
  return [...all.values()];
}

function offerOf({ columns, cells }: Candidate, { residual, curvature }: Residuals): Offer {
  const sums = new Float64Array(cells);
  const curvatures = new Float64Array(cells);
  for (let r = 0; r < residual.length; r++) {
    const cell = cellOf(columns, r);
    sums[cell]! += residual[r]!;
    curvatures[cell]! += curvature[r]!;
  }
  let gain = 0;
  let variance = 0;
  for (let cell = 0; cell < cells; cell++) {
    const information = curvatures[cell]!;
    if (information === 0) continue;
    gain += cellGain(sums[cell]!, information);
    variance += 2 * (information / (information + SHRINKAGE)) ** 2;
  }
  const step = sums.map((sum, cell) => sum / (curvatures[cell]! + SHRINKAGE));
  return { gain, deviations: variance > 0 ? gain / Math.sqrt(variance) : 0, step };
}
