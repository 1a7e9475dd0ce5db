import type { Field } from '../../core/artifact.ts';
import { predictAll } from '../api/client.ts';
import type { Row } from '../api/model.ts';
import { byId } from '../dom/element.ts';
import { findCalendar } from '../words/calendar.ts';
import { percent, shortDate, shortNumber } from '../words/format.ts';
import { isHour } from '../words/hour.ts';
import type { AnswerView } from './answer-view.ts';
import type { CurveField } from './curve-values.ts';

/** An integer with fewer values has no curve. */
const FEWEST = 4;

/**
 * Draws what other values of a number, an integer or a timestamp would do, from one batch: of the one in the form that the
 * visitor touched last, or else of the one that moved this answer most. Hidden for a model without such a field, and if the
 * batch is refused.
 * What computes the curve is loaded only for a model that has one.
 */
export async function showCurve(
  { model, wording, language, row, answer }: AnswerView,
  { path, key, touched }: { path: string; key: string; touched: string },
  signal: AbortSignal,
  onPick: (values: Row) => void,
): Promise<void> {
  const fields = curveFields(model.fields, row);
  const section = byId('curve-section');
  section.hidden ||= fields.length === 0;
  const strongest = answer.explanation.contributions.flatMap((contribution) => contribution.fields);
  const field = [touched, ...strongest].map((wanted) => fields.find(({ name }) => name === wanted)).find(Boolean);
  if (field === undefined) return;
  const { curvePoints, curveValues, positionOf } = await import('./curve-values.ts');
  const { name } = field;
  const own = row[name] ?? null;
  const values = curveValues(field, own);
  const rows = values.map((value) => ({ ...row, [name]: value }));
  const { value: probabilities } = await predictAll(path, rows, key, signal);
  if (signal.aborted) return;
  section.hidden = probabilities === undefined;
  if (probabilities === undefined) return;

  const points = curvePoints(probabilities);
  byId('curve-line', SVGElement).setAttribute('d', `M${points.join('L')}`);
  const slider = byId('curve-value', HTMLInputElement);
  slider.max = String(values.length - 1);
  slider.value = String(positionOf(values, own));
  slider.oninput = mark;
  slider.onchange = () => onPick({ [name]: values[Number(slider.value)]! });
  mark();

  function textOf(value: number | string): string {
    if (typeof value === 'string') return [shortDate(value.slice(0, 10), language), value.slice(11)].join(' ').trim();
    return field!.type === 'integer' ? wording.value(name, value) : shortNumber(value, language);
  }

  function mark(): void {
    const at = Number(slider.value);
    const value = textOf(values[at]!);
    const chance = percent(probabilities![at]!, language);
    slider.setAttribute('aria-valuetext', `${value}: ${chance}`);
    byId('curve-label').textContent = `${wording.label(name)} ${value}`;
    byId('curve-answer').textContent = chance;
    for (const [k, name] of ['cx', 'cy'].entries())
      byId('curve-point', SVGElement).setAttribute(name, `${points[at]![k]}`);
  }
}

/**
 * The fields that a curve can be drawn over. Those of a calendar belong together, and with it the heatmap shows the hours; a
 * missing date has no days.
 */
function curveFields(fields: readonly Field[], row: Row): CurveField[] {
  const calendar = findCalendar(fields);
  return fields.filter((field): field is CurveField => {
    if (field.type === 'timestamp') return row[field.name] != null;
    if (field.type === 'category' || field.minimum === undefined || field.maximum === undefined) return false;
    if (field.type === 'number') return true;
    const isDrawn = calendar && (isHour(field) || [calendar.month, calendar.day].includes(field.name));
    return !isDrawn && field.maximum - field.minimum + 1 >= FEWEST;
  });
}
