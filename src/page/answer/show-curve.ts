import type { Field } from '../../core/artifact.ts';
import { predictAll } from '../api/client.ts';
import type { Row } from '../api/model.ts';
import { byId } from '../dom/element.ts';
import { percent, shortNumber } from '../words/format.ts';
import type { AnswerView } from './answer-view.ts';
import type { RangedField } from './curve-values.ts';

/**
 * Draws what other values of a number would do, from one batch: of the number in the form that the visitor touched last, or
 * else of the one that moved this answer most. Hidden for a model without such a field, and if the batch is refused.
 * What computes the curve is loaded only for a model that has one.
 */
export async function showCurve(
  { model, wording, language, row, answer }: AnswerView,
  { path, key, touched }: { path: string; key: string; touched: string },
  signal: AbortSignal,
  onPick: (values: Row) => void,
): Promise<void> {
  const fields = model.fields.filter(isRanged);
  const section = byId('curve-section');
  section.hidden ||= fields.length === 0;
  const strongest = answer.explanation.contributions.flatMap((contribution) => contribution.fields);
  const field = [touched, ...strongest].map((wanted) => fields.find(({ name }) => name === wanted)).find(Boolean);
  if (field === undefined) return;
  const { curvePoints, curveValues, nearestPosition } = await import('./curve-values.ts');
  const { name } = field;
  const values = curveValues(field);
  const rows = values.map((value) => ({ ...row, [name]: value }));
  const { value: probabilities } = await predictAll(path, rows, key, signal);
  if (signal.aborted) return;
  section.hidden = probabilities === undefined;
  if (probabilities === undefined) return;

  const points = curvePoints(probabilities);
  byId('curve-line', SVGElement).setAttribute('d', `M${points.join('L')}`);
  const slider = byId('curve-value', HTMLInputElement);
  slider.max = String(values.length - 1);
  slider.value = String(nearestPosition(values, Number(row[name] ?? field.minimum)));
  slider.oninput = mark;
  slider.onchange = () => onPick({ [name]: values[Number(slider.value)]! });
  mark();

  function mark(): void {
    const at = Number(slider.value);
    const value = shortNumber(values[at]!, language);
    const chance = percent(probabilities![at]!, language);
    slider.setAttribute('aria-valuetext', `${value}: ${chance}`);
    byId('curve-label').textContent = `${wording.label(name)} ${value}`;
    byId('curve-answer').textContent = chance;
    for (const [k, name] of ['cx', 'cy'].entries())
      byId('curve-point', SVGElement).setAttribute(name, `${points[at]![k]}`);
  }
}

/** Whether a field is a number whose range is known. */
function isRanged(field: Field): field is RangedField {
  return field.type === 'number' && field.minimum !== undefined && field.maximum !== undefined;
}
