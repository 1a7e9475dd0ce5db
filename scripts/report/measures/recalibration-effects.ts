import { selectValues } from '../../maths/vector.ts';
import { periodsOf, type RecalibrationEffect, recalibrateInOrder } from '../../recalibrate/recalibrate-in-order.ts';
import type { Study } from '../../study/study.ts';

const DAYS_A_WEEK = 7;
/** Numbers of weeks to learn a shift from; undefined for all weeks before. */
const WINDOWS = [undefined, 4, 2, 1];

/**
 * The effect that recalibration would have had for a variant on the rows held out by time, week by week: first from all
 * weeks before, then from the last few. Empty if the order of rows in time is not known.
 */
export function recalibrationEffects(
  { rows, splits }: Study,
  variant: string,
): { window: number | undefined; effect: RecalibrationEffect }[] {
  const { time } = rows;
  const held = splits.find(({ split }) => split === 'time');
  const logit = held?.contenders.find(({ name }) => name === variant)?.logits;
  if (!time || !held || !logit) return [];
  const days = selectValues(time, held.test);
  const weeks = periodsOf({ logit, weight: held.weight, positives: held.positives }, days, DAYS_A_WEEK);
  return WINDOWS.map((window) => ({ window, effect: recalibrateInOrder(weeks, window) }));
}
