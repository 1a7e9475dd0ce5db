import { predictAll } from '../api/client.ts';
import type { Row } from '../api/model.ts';
import { byId } from '../dom/element.ts';
import { percent, shortDate, shortNumber } from '../words/format.ts';
import { translate } from '../words/translate.ts';
import type { AnswerView } from './answer-view.ts';
import type { CurveField } from './curve-fields.ts';
import { curvePoints, curveValues, positionOf } from './curve-values.ts';

/** What the section holds; only models that have a curve need it. */
const FRAME = `
  <h2 data-message="curveTitle"></h2>
  <p class="hint" data-message="curveHint"></p>
  <div class="slider">
    <label id="curve-label" for="curve-value"></label>
    <output id="curve-answer" for="curve-value"></output>
    <input id="curve-value" type="range" min="0" step="1" />
  </div>
  <svg class="plot wide curve primary" viewBox="0 0 416 136" aria-hidden="true">
    <path id="curve-line" /><circle id="curve-point" class="own" r="7" />
  </svg>`;

/**
 * Draws what other values of a field would do, from one batch: of the field that the visitor touched last, or else of the one
 * that moved this answer most. Hidden if the batch is refused.
 */
export async function showCurve(
  { wording, language, row, answer }: AnswerView,
  fields: readonly CurveField[],
  { path, key, touched }: { path: string; key: string; touched: string },
  signal: AbortSignal,
  onPick: (values: Row) => void,
): Promise<void> {
  const section = byId('curve-section');
  const strongest = answer.explanation.contributions.flatMap((contribution) => contribution.fields);
  const field = [touched, ...strongest].map((wanted) => fields.find(({ name }) => name === wanted)).find(Boolean);
  if (field === undefined) {
    section.hidden = true;
    return;
  }
  const { name } = field;
  const own = row[name] ?? null;
  const values = curveValues(field, own);
  const rows = values.map((value) => ({ ...row, [name]: value }));
  const { value: probabilities } = await predictAll(path, rows, key, signal);
  if (signal.aborted) return;
  section.hidden = probabilities === undefined;
  if (probabilities === undefined) return;

  section.innerHTML ||= FRAME;
  translate(section, language);
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
