import type { Evaluation } from '../core/artifact.ts';
import type { Model } from './api.ts';
import { atThreshold } from './curve.ts';
import { byId, element } from './element.ts';
import { percent } from './format.ts';
import { type Language, message } from './messages.ts';
import type { Shown } from './shown.ts';
import type { Wording } from './words.ts';

/** What a threshold decides for this row, and what it would have done to the held-out ones. */
export function thresholdReadout(
  { wording, language, answer, threshold }: Shown,
  evaluation: Evaluation,
): HTMLElement[] {
  const { probability } = answer;
  const [negative, positive] = wording.classes;
  const decided = probability >= threshold ? positive : negative;
  const { precision, recall, flagged } = atThreshold(evaluation.curve, threshold);
  const figure = (share: number | undefined, name: 'flaggedRight' | 'caught' | 'flagged') =>
    element(
      'div',
      {},
      element('dt', {}, message(language, name, { class: positive })),
      element('dd', {}, share === undefined ? '–' : percent(share, language, 0)),
    );
  const values = { percent: percent(probability, language), class: decided };
  return [
    element('p', { class: 'decision' }, message(language, 'decision', values)),
    element(
      'dl',
      { class: 'figures' },
      figure(precision, 'flaggedRight'),
      figure(recall, 'caught'),
      figure(flagged, 'flagged'),
    ),
  ];
}

/** A button for every threshold that the model has a name for; they stay while the slider moves. */
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
  byId('thresholds', HTMLElement).replaceChildren(...buttons);
}

/** Marks the named threshold that holds, if one does. */
export function markThreshold(threshold: number): void {
  for (const button of byId('thresholds', HTMLElement).querySelectorAll('button')) {
    button.setAttribute('aria-pressed', String(Number(button.value) === threshold));
  }
}
