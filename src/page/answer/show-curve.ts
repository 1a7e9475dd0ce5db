import { predictAll } from '../api/client.ts';
import type { Row } from '../api/model.ts';
import { byId } from '../dom/element.ts';
import { percent, shortNumber } from '../words/format.ts';
import type { AnswerView } from './answer-view.ts';
import { curvePlot } from './curve-plot.ts';
import { curveValues, nearestPosition, type RangedField, rangedFields } from './curve-values.ts';

/**
 * Draws what other values of a number would do, from one batch: of the number in the form that the visitor touched last, or
 * else of the one that moved this answer most. Hidden for a model without such a field,
 * and if the batch is refused.
 */
export async function showCurve(
  view: AnswerView,
  { path, key, touched }: { path: string; key: string; touched: string },
  signal: AbortSignal,
  onPick: (values: Row) => void,
): Promise<void> {
  const fields = rangedFields(view.model.fields);
  const section = byId('curve-section');
  section.hidden ||= fields.length === 0;
  if (fields.length === 0) return;
  const strongest = view.answer.explanation.contributions.flatMap((contribution) => contribution.fields);
  const field =
    [touched, ...strongest].flatMap((wanted) => fields.filter(({ name }) => name === wanted))[0] ?? fields[0]!;
  const values = curveValues(field);
  const rows = values.map((value) => ({ ...view.row, [field.name]: value }));
  const outcome = await predictAll(path, rows, key, signal);
  if (signal.aborted) return;
  section.hidden = outcome.value === undefined;
  if (outcome.value) draw(view, field, values, outcome.value, onPick);
}

function draw(
  { wording, language, row }: AnswerView,
  { name, minimum }: RangedField,
  values: readonly number[],
  probabilities: readonly number[],
  onPick: (values: Row) => void,
): void {
  const slider = byId('curve-value', HTMLInputElement);
  slider.max = String(values.length - 1);
  slider.value = String(nearestPosition(values, Number(row[name] ?? minimum)));
  slider.oninput = mark;
  slider.onchange = () => onPick({ [name]: values[Number(slider.value)]! });
  mark();

  function mark(): void {
    const at = Number(slider.value);
    const value = shortNumber(values[at]!, language);
    const chance = percent(probabilities[at]!, language);
    slider.setAttribute('aria-valuetext', `${value}: ${chance}`);
    byId('curve-label').textContent = `${wording.label(name)} ${value}`;
    byId('curve-answer').textContent = chance;
    byId('curve').replaceChildren(curvePlot(probabilities, at));
  }
}
