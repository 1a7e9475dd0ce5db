import type { Evaluation } from '../../core/artifact.ts';
import type { Answer } from '../api/client.ts';
import type { Model } from '../api/model.ts';
import { byId, element } from '../dom/element.ts';
import { percent } from '../words/format.ts';
import { type Language, message } from '../words/messages.ts';
import type { Wording } from '../words/wording.ts';
import type { AnswerView } from './answer-view.ts';
import { evaluationsOf, splitName } from './evaluations.ts';
import { thresholdFigures } from './threshold-figures.ts';

/** The threshold to start with: the first named one, else the share of positives. */
export function initialThreshold(model: Model, answer: Answer): number {
  const [, positives = 1, negatives = 1] = evaluationsOf(model, answer)[0]?.curve[0] ?? [];
  const share = Math.round((100 * positives) / (positives + negatives)) / 100;
  return Object.values(model.thresholds ?? {})[0] ?? Math.min(0.99, Math.max(0.01, share));
}

/** Shows what the threshold decides for this row, and its figures on held-out rows. */
export function showDecision(view: AnswerView, evaluation: Evaluation): void {
  const { wording, language, answer, threshold } = view;
  const [negative, positive] = wording.classes;
  const input = byId('threshold', HTMLInputElement);
  const value = percent(threshold, language, 0);
  input.value = String(Math.round(threshold * 100));
  input.setAttribute('aria-valuetext', value);
  byId('threshold-value').textContent = value;
  byId('threshold-label').textContent = message(language, 'threshold', { class: positive });
  const decided = answer.probability >= threshold ? positive : negative;
  const values = { percent: percent(answer.probability, language), class: decided };
  byId('decision').textContent = message(language, 'decision', values);
  byId('threshold-figures').replaceChildren(...figures(view, evaluation));
  for (const button of byId('thresholds').querySelectorAll('button')) {
    button.setAttribute('aria-pressed', String(Number(button.value) === threshold));
  }
}

function figures({ wording, language, threshold }: AnswerView, evaluation: Evaluation): HTMLElement[] {
  const { precision, recall, flagged } = thresholdFigures(evaluation.curve, threshold);
  const figure = (share: number | undefined, name: 'flaggedRight' | 'caught' | 'flagged') =>
    element(
      'div',
      {},
      element('dt', {}, message(language, name, { class: wording.classes[1] })),
      element('dd', {}, share === undefined ? '–' : percent(share, language, 0)),
    );
  return [
    element(
      'dl',
      { class: 'figures' },
      figure(precision, 'flaggedRight'),
      figure(recall, 'caught'),
      figure(flagged, 'flagged'),
    ),
    element('p', { class: 'hint' }, message(language, 'measuredOn', { split: splitName(evaluation, language) })),
  ];
}

/** Creates a button for every named threshold of the model. They stay while the slider moves. */
export function offerThresholds(
  { thresholds = {} }: Model,
  wording: Wording,
  language: Language,
  onPick: (threshold: number) => void,
): void {
  const buttons = Object.entries(thresholds).map(([name, value]) => {
    const words = `${wording.threshold(name)} ${percent(value, language, 0)}`;
    const button = element('button', { type: 'button', class: 'quiet', value }, words);
    button.addEventListener('click', () => onPick(value));
    return button;
  });
  byId('thresholds').replaceChildren(...buttons);
}
