import { cellCount } from '../../../src/core/encode.ts';
import { periodsOf, type RecalibrationEffect, recalibrateInOrder } from '../../recalibrate/intercept-shift.ts';
import type { Study } from '../../study/study.ts';

const DAYS_A_WEEK = 7;
/** Weeks of outcomes that a shift is learned from. */
const WINDOWS = [undefined, 4, 2, 1];

/**
 * What recalibration would have done for a variant on the rows held out by time, week after week, from all weeks
 * before (first) and from the last few. Empty when model.json does not say how rows follow each other in time.
 */
export function recalibrationEffects(
  { definition, rows, splits }: Study,
  variant: string,
): { window: number | undefined; effect: RecalibrationEffect }[] {
  const { order } = definition.splits.time ?? {};
  const held = splits.find(({ split }) => split === 'time');
  const logit = held?.contenders.find(({ name }) => name === variant)?.logits;
  if (!order || !held || !logit) return [];
  const days = Float64Array.from(held.test, (r) =>
    order.reduce((day, name) => {
      const field = rows.fields.find((one) => one.name === name)!;
      return day * cellCount(field) + rows.cells.get(name)![r]!;
    }, 0),
  );
  const weeks = periodsOf({ logit, weight: held.weight, positives: held.positives }, days, DAYS_A_WEEK);
  return WINDOWS.map((window) => ({ window, effect: recalibrateInOrder(weeks, window) }));
}
