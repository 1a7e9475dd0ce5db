import { lowerShareBound } from '../maths/share-bound.ts';
import { sum } from '../maths/vector.ts';
import { comparable, GROWN, type Places, psi, psiByChance, rowsNeeded } from './psi.ts';

/** A PSI that counts as a shift, and one that counts as a strong one: the two constants of credit scoring. */
export const SHIFT = 0.1;
const STRONG_SHIFT = 0.2;
/** How likely an alarm is in a whole report without any shift. */
export const FALSE_ALARMS = 0.001;
export type Verdict = 'steady' | 'shift' | 'strong shift' | 'too few rows' | 'follows the calendar';

/** A place, with its share in training and now. */
export interface PlaceShares {
  place: number;
  training: number;
  now: number;
}

/** How the values of a field, or the answers, differ from those of training. */
export interface Shift {
  name: string;
  rows: number;
  psi: number;
  /** The PSI that chance alone stays below. */
  chance: number;
  /** How many places were compared. */
  places: number;
  verdict: Verdict;
  /** With too few rows: how many it takes. */
  needed?: number;
  /** The place whose share changed most. */
  most: PlaceShares;
  unknown?: GrownShare;
  missing?: GrownShare;
}

/** A share of values, and whether it surely grew. */
export interface GrownShare {
  training: number;
  now: number;
  /** What the share surely is, given chance. */
  low: number;
  hasGrown: boolean;
}

/**
 * Compares counts of now with those of training. It is a shift if the PSI is above what chance gives and above SHIFT: the
 * first decides when rows are few, the second when they are many.
 * @param tail how likely chance may exceed its bound
 */
export function shiftOf(name: string, places: Places, tail: number, followsCalendar = false): Shift {
  const compared = comparable(places, tail);
  const rows = sum(places.now);
  const [found, chance] = [psi(compared), psiByChance(compared, tail)];
  const shift = { name, rows, psi: found, chance, places: compared.training.length, most: movedMost(places) };
  if (followsCalendar) return { ...shift, verdict: 'follows the calendar' };
  if (found > chance && found > SHIFT) return { ...shift, verdict: found > STRONG_SHIFT ? 'strong shift' : 'shift' };
  if (chance <= SHIFT) return { ...shift, verdict: 'steady' };
  return { ...shift, verdict: 'too few rows', needed: rowsNeeded(places.training, SHIFT, tail) };
}

/** A share now, beside that of training. */
export function grownShare(count: number, rows: number, training: number, tail: number): GrownShare {
  const low = lowerShareBound(count, rows, tail);
  return { training, now: count / rows, low, hasGrown: low > training + GROWN };
}

/** Whether a report should alarm about it. */
export function isAlarm({ verdict, unknown, missing }: Shift): boolean {
  return verdict === 'shift' || verdict === 'strong shift' || unknown?.hasGrown === true || missing?.hasGrown === true;
}

function movedMost(places: Places): PlaceShares {
  return placeShares(places).reduce((most, one) =>
    Math.abs(one.now - one.training) > Math.abs(most.now - most.training) ? one : most,
  );
}

/** The share of each place in training and now. */
export function placeShares({ training, now }: Places): PlaceShares[] {
  const [before, after] = [sum(training), sum(now) || 1];
  return Array.from(training, (count, place) => ({ place, training: count / before, now: now[place]! / after }));
}
