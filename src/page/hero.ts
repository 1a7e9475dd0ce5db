import { sigmoid } from '../core/sigmoid.ts';
import type { Interval } from './api.ts';
import { element } from './element.ts';
import { decimal, frequency, percent } from './format.ts';
import { message } from './messages.ts';
import { LEVEL } from './options.ts';
import type { Shown } from './shown.ts';

/** The range of the probability, in words; nothing where the answer has none. */
export function range({ language, answer: { interval } }: Shown): string {
  if (interval === undefined) return '';
  const [low, high] = interval.map((bound) => percent(bound, language));
  return message(language, 'range', { low: low!, high: high!, level: percent(LEVEL, language, 0) });
}

/** The probability, in large, as a count of cases, and on a line with its range, the average and the threshold. */
export function hero(shown: Shown): HTMLElement[] {
  const { wording, language, answer, threshold } = shown;
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
    line(answer, average, threshold),
    ...(answer.interval ? [element('p', { class: 'range' }, range(shown), rangeHint(language))] : []),
    element(
      'p',
      { class: 'note' },
      `${message(language, 'odds', counts)} `,
      element('span', { class: 'average' }, message(language, 'average', { percent: percent(average, language) })),
      element('span', { class: 'by' }, message(language, 'answeredBy', { variant: answer.variant })),
    ),
  ];
}

function rangeHint(language: Shown['language']): HTMLElement {
  return element('small', {}, message(language, 'rangeHint'));
}

function line({ probability, interval }: Shown['answer'], average: number, threshold: number): HTMLElement {
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
  return element(
    'div',
    { class: 'line', 'aria-hidden': 'true' },
    fill,
    ...(interval ? [band(interval)] : []),
    tick,
    limit,
  );
}

function band([low, high]: Interval): HTMLElement {
  const drawn = element('div', { class: 'band' });
  drawn.style.setProperty('--low', String(low));
  drawn.style.setProperty('--high', String(high));
  return drawn;
}

/** The digits and the sign apart, since one is set larger. */
function splitPercent(text: string): [string, string] {
  const at = text.search(/[\s%]/);
  return [text.slice(0, at), text.slice(at).trim()];
}
