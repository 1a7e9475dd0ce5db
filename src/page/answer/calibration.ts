import type { Evaluation } from '../../core/artifact.ts';
import { element } from '../dom/element.ts';
import { decimal, percent } from '../words/format.ts';
import { message } from '../words/messages.ts';
import type { AnswerView } from './answer-view.ts';
import { calibrationPlot } from './calibration-plot.ts';
import { splitName } from './evaluations.ts';
import { reliability } from './reliability.ts';

/**
 * Predicted probabilities against observed shares, in ten ranges of held-out rows, with this row's probability marked.
 * The first split is also described in words, and every split has its AUC.
 */
export function calibration(view: AnswerView, evaluations: readonly Evaluation[]): Element[] {
  const [first] = evaluations;
  if (first === undefined) return [];
  const { wording, language, answer } = view;
  const curves = evaluations.map(({ curve }, k) => ({ kind: kindOf(k), bins: reliability(curve) }));
  const { bins } = curves[0]!;
  const own = bins.find(({ to }) => answer.probability < to) ?? bins.at(-1)!;
  const readout = message(language, 'calibrationReadout', {
    from: percent(own.from, language, 0),
    to: percent(own.to, language, 0),
    observed: percent(own.observed, language),
    rows: decimal(own.rows, language),
    class: wording.classes[1],
  });
  const keys = evaluations.map((evaluation, k) => {
    const auc = evaluation.auc === undefined ? '–' : decimal(evaluation.auc, language, 3);
    const values = { split: splitName(evaluation, language), auc };
    return element('li', { class: kindOf(k) }, message(language, 'split', values));
  });
  return [
    calibrationPlot(curves, own, answer.probability, message(language, 'calibrationPlot', { readout }), language),
    element(
      'div',
      {},
      element('p', { class: 'readout' }, readout),
      element('p', { class: 'hint' }, message(language, 'calibrationHint')),
      element('ul', { class: 'splits' }, ...keys),
    ),
  ];
}

/** How a curve is drawn, by its position. */
function kindOf(place: number): 'primary' | 'secondary' {
  return place === 0 ? 'primary' : 'secondary';
}
