import { sigmoid } from '../../core/sigmoid.ts';
import { LEVEL } from '../api/options.ts';
import { element } from '../dom/element.ts';
import { decimal, frequency, percent } from '../words/format.ts';
import { message } from '../words/messages.ts';
import type { Shown } from './answer-view.ts';
import { iconArray } from './icon-array.ts';
import { scale } from './scale.ts';

/** The range of the probability, in words; nothing where the answer has none. */
export function range({ language, answer: { interval } }: Shown): string {
  if (interval === undefined) return '';
  const [low, high] = interval.map((bound) => percent(bound, language));
  return message(language, 'range', { low: low!, high: high!, level: percent(LEVEL, language, 0) });
}

/** The probability, in large, as a count of cases, and on a scale with its range, the average and the threshold. */
export function hero(shown: Shown): HTMLElement[] {
  const { wording, language, answer, threshold } = shown;
  const { probability, interval } = answer;
  const cases = frequency(probability);
  const [number, sign] = splitPercent(percent(probability, language));
  const counts = { count: decimal(cases.count, language), total: decimal(cases.total, language) };
  return [
    element(
      'div',
      { class: 'hero' },
      element('strong', { class: 'figure', id: 'probability' }, number, element('small', {}, sign)),
      element(
        'p',
        { class: 'of' },
        element('small', {}, message(language, 'chanceOf')),
        wording.classes[1],
        element('small', { class: 'odds' }, message(language, 'odds', counts)),
      ),
      ...(cases.total === 100 ? [iconArray(cases.count)] : []),
    ),
    scale({ probability, interval, average: sigmoid(answer.explanation.baseline), threshold, language }),
    ...(interval ? [element('p', { class: 'range' }, range(shown))] : []),
    element(
      'p',
      { class: 'hint' },
      interval ? `${message(language, 'rangeHint')} ` : '',
      message(language, 'answeredBy', { variant: answer.variant }),
    ),
  ];
}

/** The digits and the sign apart, since one is set larger. */
function splitPercent(text: string): [string, string] {
  const at = text.search(/[\s%]/);
  return [text.slice(0, at), text.slice(at).trim()];
}
