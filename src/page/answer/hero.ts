import { INTERVAL_LEVEL } from '../api/options.ts';
import { element, svg } from '../dom/element.ts';
import { decimal, frequency, percent } from '../words/format.ts';
import { message } from '../words/messages.ts';
import type { AnswerView } from './answer-view.ts';
import { scale } from './scale.ts';

const SIDE = 10;

/** The interval of the probability, in words; empty if the answer has none. */
export function intervalText({ language, answer: { interval } }: AnswerView): string {
  if (interval === undefined) return '';
  const [low, high] = interval.map((bound) => percent(bound, language));
  return message(language, 'range', { low: low!, high: high!, level: percent(INTERVAL_LEVEL, language, 0) });
}

/** The probability in large digits, as a count of cases, and on a scale with interval, average and threshold. */
export function hero(view: AnswerView): HTMLElement[] {
  const { wording, language, answer } = view;
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
    scale(view),
    ...(interval ? [element('p', { class: 'range' }, intervalText(view))] : []),
    element(
      'p',
      { class: 'hint' },
      interval ? `${message(language, 'rangeHint')} ` : '',
      message(language, 'answeredBy', { variant: answer.variant }),
    ),
  ];
}

/** Separates the digits from the percent sign, which is set smaller. */
function splitPercent(text: string): [string, string] {
  const at = text.search(/[\s%]/);
  return [text.slice(0, at), text.slice(at).trim()];
}

/** A hundred dots, of which `count` are filled: what a percentage means, at a glance. */
function iconArray(count: number): SVGElement {
  const dots = Array.from({ length: SIDE * SIDE }, (_, k) => {
    return svg('circle', { class: k < count ? 'case' : undefined, cx: k % SIDE, cy: Math.floor(k / SIDE), r: 0.36 });
  });
  return svg('svg', { class: 'icon-array', viewBox: '-0.5 -0.5 10 10', 'aria-hidden': 'true' }, ...dots);
}
