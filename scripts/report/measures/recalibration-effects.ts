import { cellCount } from '../../../src/core/cell.ts';
import { periodsOf, type RecalibrationEffect, recalibrateInOrder } from '../../recalibrate/recalibrate-in-order.ts';
import type { Study } from '../../study/study.ts';

const DAYS_A_WEEK = 7;
/** Numbers of weeks to learn a shift from; undefined for all weeks before. */
const WINDOWS = [undefined, 4, 2, 1];

/**
 * The effect that recalibration would have had for a variant on the rows held out by time, week by week: first from all
 * weeks before, then from the last few. Empty if model.json does not define the order of rows in time.
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
