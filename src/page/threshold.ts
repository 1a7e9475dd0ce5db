import type { Evaluation } from '../core/artifact.ts';
import { atThreshold } from './curve.ts';
import { element } from './element.ts';
import { percent } from './format.ts';
import { message } from './messages.ts';
import type { Shown } from './shown.ts';

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
