import { sigmoid } from '../core/sigmoid.ts';
import { element } from './element.ts';
import { decimal, frequency, percent } from './format.ts';
import { message } from './messages.ts';
import type { Shown } from './shown.ts';

/** The probability, in large, as a count of cases, and on a line with the average and the threshold. */
export function hero({ wording, language, answer, threshold }: Shown): HTMLElement[] {
  const { probability } = answer;
  const { count, total } = frequency(probability);
  const average = sigmoid(answer.explanation.baseline);
  const [number, sign] = splitPercent(percent(probability, language));
  const counts = { count: decimal(count, language), total: decimal(total, language) };
  return [
    element(
      'p',
      { class: 'hero' },
      element('strong', { class: 'figure', id: 'probability' }, number, element('small', {}, sign)),
      element('span', { class: 'of' }, element('small', {}, message(language, 'chanceOf')), wording.classes[1]),
    ),
    line(probability, average, threshold),
    element(
      'p',
      { class: 'note' },
      `${message(language, 'odds', counts)} `,
      element('span', { class: 'average' }, message(language, 'average', { percent: percent(average, language) })),
      element('span', { class: 'by' }, message(language, 'answeredBy', { variant: answer.variant })),
    ),
  ];
}

function line(probability: number, average: number, threshold: number): HTMLElement {
  const fill = element('div', { class: 'fill' });
  const tick = element('div', { class: 'tick average-tick' });
  const limit = element('div', { class: 'tick threshold-tick' });
  for (const [mark, share] of [
    [fill, probability],
    [tick, average],
    [limit, threshold],
  ] as const) {
    mark.style.setProperty('--share', String(share));
  }
  return element('div', { class: 'line', 'aria-hidden': 'true' }, fill, tick, limit);
}

/** The digits and the sign apart, since one is set larger. */
function splitPercent(text: string): [string, string] {
  const at = text.search(/[\s%]/);
  return [text.slice(0, at), text.slice(at).trim()];
}
